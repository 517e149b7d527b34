using Shouldly;
using Xunit;

namespace Tempest.DomainTests.Architecture;

/// <summary>References point inward: the build holds it, and here it is seen to.</summary>
public sealed class RingTests
{
    [Fact]
    public async Task The_build_refuses_references_outward_and_sideways()
    {
        using var tree = new Tree("Directory.Build.targets");
        Project(tree, "Domain/Domain.csproj");
        Project(tree, "Application/Application.csproj", reference: "../Domain/Domain.csproj");
        Project(tree, "Adapters/Right/Right.csproj", reference: "../../Application/Application.csproj");
        Project(tree, "Host/Host.csproj", reference: "../Adapters/Right/Right.csproj");
        Project(tree, "Adapters/Sideways/Sideways.csproj", reference: "../Right/Right.csproj");
        Project(tree, "Adapters/Outward/Outward.csproj", reference: "../../Host/Host.csproj");
        tree.Write("all.proj", """
            <Project>
              <Target Name="Check">
                <MSBuild Projects="Domain/Domain.csproj;Application/Application.csproj;Adapters/Right/Right.csproj;Host/Host.csproj"
                         Targets="HoldTheRings" />
                <Message Importance="high" Text="THE RIGHT ONES PASS" />
                <MSBuild Projects="Adapters/Sideways/Sideways.csproj;Adapters/Outward/Outward.csproj" Targets="HoldTheRings" ContinueOnError="true" />
              </Target>
            </Project>
            """);

        var (_, said) = await tree.DotnetAsync("msbuild", "all.proj", "-t:Check", "-nologo");

        said.ShouldContain("THE RIGHT ONES PASS");
        said.ShouldContain("TEMPEST001: Sideways may not reference Right");
        said.ShouldContain("TEMPEST001: Outward may not reference Host");
    }

    [Fact]
    public async Task The_build_refuses_a_domain_that_references_anything()
    {
        using var tree = new Tree("Directory.Build.targets");
        Project(tree, "Domain/Domain.csproj", reference: "../Application/Application.csproj", package: "Npgsql");

        var (succeeded, said) = await tree.DotnetAsync("msbuild", "Domain/Domain.csproj", "-t:HoldTheRings", "-nologo");

        succeeded.ShouldBeFalse();
        said.ShouldContain("TEMPEST001: Domain may not reference Application");
    }

    [Fact]
    public void What_was_built_references_only_inward()
    {
        Ours(typeof(Domain.Money)).ShouldBeEmpty();
        Ours(typeof(Application.Categories)).ShouldBe(["Tempest.Domain"]);
        foreach (var adapter in (Type[])[typeof(Adapters.Memory.MemoryStorage), typeof(Adapters.Postgres.PostgresStorage),
            typeof(Adapters.Http.HttpApi), typeof(Adapters.Csv.CsvTables), typeof(Adapters.Web.WebPages)])
        {
            Ours(adapter).ShouldBeSubsetOf(["Tempest.Application", "Tempest.Domain"]);
        }

        Ours(typeof(RingTests)).ShouldContain("Tempest.Adapters.Memory", "the twin: a project that may, does");
    }

    private static IEnumerable<string> Ours(Type within) => within.Assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!).Where(name => name.StartsWith("Tempest", StringComparison.OrdinalIgnoreCase));

    private static void Project(Tree tree, string file, string? reference = null, string? package = null) => tree.Write(file, $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>
            {(reference is null ? "" : $"<ProjectReference Include=\"{reference}\" />")}
            {(package is null ? "" : $"<PackageReference Include=\"{package}\" />")}
          </ItemGroup>
        </Project>
        """);
}
