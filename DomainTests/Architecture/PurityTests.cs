using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Tempest.DomainTests.Architecture;

/// <summary>Nothing ambient in the domain: its own project, spoilt by one file, does not build.</summary>
public sealed partial class PurityTests
{
    private const string Offence = """
        namespace Tempest.Domain;

        public static class Offence
        {
            public static object Clock => System.DateTime.UtcNow;
            public static object Chance => System.Guid.NewGuid();
            public static object Dice => new System.Random();
            public static object Waiting => System.Threading.Tasks.Task.CompletedTask;
            public static object Format => System.Text.Json.JsonSerializer.Serialize(1);
            public static object Disk => System.IO.File.Exists("x");
        }
        """;

    /// <summary>The analyzer lets a keyword pass, so it is looked for in the text.</summary>
    [Fact]
    public void The_domain_knows_no_binary_fractions()
    {
        var files = Directory.GetFiles(Repository.File("Domain"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).ToArray();
        files.ShouldNotBeEmpty();
        files.Where(file => BinaryFraction().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
        BinaryFraction().IsMatch("public double Price => 0.1;").ShouldBeTrue("the twin");
    }

    [Fact]
    public async Task The_domain_does_not_build_with_a_clock_a_die_a_disk_or_a_wait()
    {
        using var tree = new Tree(
            "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
            "Domain/Domain.csproj", "Domain/packages.lock.json", "Domain/BannedSymbols.txt");
        tree.Write("Domain/Offence.cs", Offence);

        var (succeeded, said) = await tree.DotnetAsync("build", "Domain", "--nologo", "-p:EnforceCodeStyleInBuild=false");

        succeeded.ShouldBeFalse();
        var banned = said.Split('\n').Where(line => line.Contains("RS0030", StringComparison.Ordinal)).ToArray();
        foreach (var symbol in (string[])["DateTime.UtcNow", "Guid.NewGuid", "Random", "Task", "System.Text.Json", "System.IO"])
            banned.ShouldContain(line => line.Contains(symbol, StringComparison.Ordinal), $"{symbol} is not refused:\n{said}");
    }

    [GeneratedRegex(@"\b(double|float|Half)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex BinaryFraction();
}
