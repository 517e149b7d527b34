FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /tempest
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig ./
COPY Domain/Domain.csproj Domain/packages.lock.json Domain/
COPY Application/Application.csproj Application/packages.lock.json Application/
COPY Adapters/Csv/Csv.csproj Adapters/Csv/packages.lock.json Adapters/Csv/
COPY Adapters/Http/Http.csproj Adapters/Http/packages.lock.json Adapters/Http/
COPY Adapters/Memory/Memory.csproj Adapters/Memory/packages.lock.json Adapters/Memory/
COPY Adapters/Postgres/Postgres.csproj Adapters/Postgres/packages.lock.json Adapters/Postgres/
COPY Host/Host.csproj Host/packages.lock.json Host/
RUN dotnet restore Host --locked-mode
COPY . .
RUN dotnet publish Host -c Release --no-restore -o /published

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /tempest
COPY --from=build /published .
ENV ASPNETCORE_URLS=http://+:8080
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=5s --timeout=6s --start-period=10s CMD ["dotnet", "tempest.dll", "healthcheck"]
ENTRYPOINT ["dotnet", "tempest.dll"]
CMD ["run"]
