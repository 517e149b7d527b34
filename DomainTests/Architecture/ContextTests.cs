using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Tempest.DomainTests.Architecture;

/// <summary>Contexts speak to each other only through translators; none knows another's types.</summary>
public sealed partial class ContextTests
{
    private static readonly string[] Contexts = ["Accounts", "Catalogue", "Customers", "Ordering", "Shipping"];

    /// <summary>Where one context may name another, because that is what it is for.</summary>
    private static readonly string[] Translators = ["Application/Ordering/OrderingTranslators.cs", "Application/Shipping/ShippingTranslators.cs"];

    [Theory]
    [InlineData("Domain")]
    [InlineData("Application")]
    public void No_context_names_another(string ring)
    {
        var offences = Contexts
            .SelectMany(context => Directory.EnumerateFiles(Repository.File($"{ring}/{context}"), "*.cs")
                .SelectMany(file => Foreign(context, File.ReadAllText(file)).Select(other => $"{Relative(file)} names {other}")))
            .Where(offence => !Translators.Any(translator => offence.StartsWith(translator, StringComparison.Ordinal)));

        offences.ShouldBeEmpty();
    }

    [Fact]
    public void What_names_another_is_noticed()
    {
        Foreign("Ordering", "using Tempest.Domain.Catalogue;").ShouldBe(["Catalogue"]);
        Foreign("Ordering", "var product = new Catalogue.Product();").ShouldBe(["Catalogue"]);
        Foreign("Catalogue", "using static Tempest.Application.Ordering.OrderStreams;").ShouldBe(["Ordering"]);
        Foreign("Ordering", "using Tempest.Domain.Ordering; // the Catalogue says").ShouldBeEmpty();
        Foreign("Ordering", File.ReadAllText(Repository.File(Translators[0]))).ShouldBe(["Catalogue", "Customers"]);
    }

    private static IEnumerable<string> Foreign(string context, string code) => Mention().Matches(code)
        .Select(mention => mention.Groups["context"].Value).Where(other => other != context).Distinct().Order(StringComparer.Ordinal);

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    [GeneratedRegex(@"(using (static )?Tempest\.\w+\.|(?<!\w|\.)|Domain\.|Application\.)(?<context>Accounts|Catalogue|Customers|Ordering|Shipping)(\.\w|;)", RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();
}
