using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;
using Tempest.Application;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Samples;

/// <summary>What was ever stored still reads, and what is stored today looks as it was approved.</summary>
public sealed class SampleTests
{
    private static readonly Category[] All = [.. Categories.All, Jars.Category];

    public static TheoryData<string, string, int> Schemas => [.. AllSchemas()];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Every_sample_reads_as_what_it_says(string category, string type, int schema)
    {
        var (kind, contract) = Find(category, type);
        if (SampleBook.Approving && schema == contract.Schema) SampleBook.Approve(kind, contract, Examples.Of(type));
        var sample = SampleBook.Approved.Read(SampleBook.NameOf(kind, contract, schema));

        kind.Decode(type, schema, System.Text.Encoding.UTF8.GetBytes(sample))
            .ShouldBe(schema == contract.Schema ? Examples.Of(type) : Examples.Of(type, schema));
    }

    [Fact]
    public void The_newest_schema_writes_exactly_its_sample()
    {
        foreach (var category in All)
            foreach (var contract in category.Events)
                SampleBook.Approved.Difference(category, contract, Examples.Of(contract.Type)).ShouldBeNull();
    }

    [Fact]
    public void Every_schema_of_every_event_has_a_sample() =>
        SampleBook.Approved.Missing(All).ShouldBeEmpty(
            "With APPROVE_SAMPLES=1 the tests write what is missing; read it before you commit it.");

    [Fact]
    public void No_sample_is_without_its_event() => SampleBook.Approved.Stray(All).ShouldBeEmpty();

    [Fact]
    public void A_renamed_member_is_caught() =>
        SampleBook.Approved.Difference(Jars.Category, Twin<PiecesTaken>("coins-taken"), new PiecesTaken(2))
            .ShouldNotBeNull().ShouldContain("\"pieces\": 2");

    [Fact]
    public void A_number_that_became_a_text_is_caught() =>
        SampleBook.Approved.Difference(Jars.Category, Twin<TextTaken>("coins-taken"), new TextTaken("2"))
            .ShouldNotBeNull().ShouldContain("\"coins\": \"2\"");

    [Fact]
    public void A_new_schema_without_a_sample_is_missed()
    {
        var tin = Category<Jar, JarCommand, JarEvent>.Of<JarDecider>(
            "jar", JarJson.Default.Jar, EventContract.Of("coins-taken", JarJson.Default.CoinsTaken, older => older));
        SampleBook.Approved.Missing([tin]).ShouldBe(["jar/coins-taken.v2.json"]);
    }

    [Fact]
    public void A_sample_of_an_event_that_was_taken_away_is_stray() =>
        SampleBook.Approved.Stray([.. Categories.All, Jars.WithoutTaking]).ShouldBe(["jar/coins-taken.v1.json"]);

    [Fact]
    public void A_sample_with_a_member_nobody_knows_does_not_read() =>
        Should.Throw<JsonException>(() => Categories.All[1].Decode("offer-renamed", 1, """{"name":"Tea","was":"Cup"}"""u8));

    [Fact]
    public void A_sample_that_lacks_a_member_does_not_read() =>
        Should.Throw<JsonException>(() => Categories.All[1].Decode("offer-renamed", 1, "{}"u8));

    private static (Category Category, EventContract Contract) Find(string category, string type)
    {
        var found = All.Single(one => one.Name == category);
        return (found, found.Events.Single(contract => contract.Type == type));
    }

    private static EventContract Twin<T>(string type) where T : class =>
        EventContract.Of(type, (JsonTypeInfo<T>)JsonSerializerOptions.Web.GetTypeInfo(typeof(T)));

    private static IEnumerable<TheoryDataRow<string, string, int>> AllSchemas() =>
        from category in All
        from contract in category.Events
        from schema in Enumerable.Range(1, contract.Schema)
        select new TheoryDataRow<string, string, int>(category.Name, contract.Type, schema);

    private sealed record PiecesTaken(int Pieces);

    private sealed record TextTaken(string Coins);
}
