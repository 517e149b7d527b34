# What a restore reads, and nothing else: the layer after it is built again only when one of these files changes.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS manifests
WORKDIR /all
COPY . .
RUN mkdir /manifests \
 && find . \( -name '*.csproj' -o -name packages.lock.json -o -name 'Directory.*' -o -name global.json \) \
    -exec cp --parents -t /manifests {} +

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY --from=manifests /manifests .
RUN dotnet restore Host --locked-mode
COPY . .
RUN dotnet publish Host -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
ENV ASPNETCORE_URLS=http://+:8080
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
    CMD ["dotnet", "tempest.dll", "healthcheck"]
ENTRYPOINT ["dotnet", "tempest.dll"]
CMD ["run"]
