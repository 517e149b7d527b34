using System.Text.Json.Nodes;
using Shouldly;
using Tempest.Application;
using Tempest.Application.Storage;
using Tempest.DomainTests.Samples;
using Xunit;

namespace Tempest.DomainTests.Feed;

/// <summary>What readers of the feed were promised is kept.</summary>
public sealed class EventSchemaTests
{
    private const string Was = """
        { "type": "object", "required": ["coins", "by"], "properties": {
            "coins": { "type": "integer" }, "by": { "type": "string" }, "note": { "type": ["string", "null"] } } }
        """;

    private static IEnumerable<EventContract> Contracts => Categories.All.SelectMany(category => category.Events);

    [Fact]
    public void Every_version_of_every_event_is_published_and_stays_as_it_is()
    {
        foreach (var contract in Contracts)
        {
            var now = EventSchemas.Of(contract);
            var broken = Older(contract).SelectMany(older => Promise.Broken(contract.Type, older, now)).ToArray();
            broken.ShouldBeEmpty(string.Join('\n', broken));
            if (EventSchemas.Approving && EventSchemas.Published(contract.Type, contract.Schema) is null)
                EventSchemas.Publish(contract.Type, contract.Schema, now);

            var published = EventSchemas.Published(contract.Type, contract.Schema).ShouldNotBeNull(
                $"{EventSchemas.NameOf(contract.Type, contract.Schema)} is not published: run this test with APPROVE_SCHEMAS=1 and read what it writes.");
            var changed = Promise.Kept(contract.Type, published, now).ToArray();
            changed.ShouldBeEmpty(string.Join('\n', changed));
        }
    }

    [Fact]
    public void Nothing_is_published_that_there_is_not() =>
        Directory.EnumerateFiles(Repository.File("docs/feed")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ShouldBe(
            Contracts.SelectMany(contract => Enumerable.Range(1, contract.Schema).Select(version => EventSchemas.NameOf(contract.Type, version)))
                .Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_stored_is_as_its_schema_says()
    {
        foreach (var category in Categories.All)
            foreach (var contract in category.Events)
            {
                var sample = JsonNode.Parse(SampleBook.Approved.Read(SampleBook.NameOf(category, contract, contract.Schema)));
                Promise.Unlike(contract.Type, sample, EventSchemas.Of(contract)).ShouldBeEmpty();
            }
    }

    [Theory]
    [InlineData("\"coins\": { \"type\": \"integer\" }, ", "", "data.coins is gone")]
    [InlineData("\"by\": {", "\"who\": {", "data.by is gone")]
    [InlineData("\"integer\"", "\"string\"", "data.coins was integer and is string")]
    [InlineData("[\"coins\", \"by\"]", "[\"coins\"]", "data.by was always there and need not be any more")]
    [InlineData("\"integer\"", "[\"integer\", \"null\"]", "data.coins was never null and may be now")]
    public void What_would_break_a_reader_is_refused_with_what_to_write_instead(string was, string now, string why)
    {
        var broken = Promise.Broken("coins-put", Json(Was), Json(Was.Replace(was, now, StringComparison.Ordinal)));
        broken.ShouldHaveSingleItem().ShouldStartWith($"coins-put: {why}. Write instead: keep the member");
    }

    [Fact]
    public void A_member_more_breaks_nobody_but_is_another_version()
    {
        var more = Json(Was.Replace("\"properties\": {", "\"properties\": { \"at\": { \"type\": \"string\" },", StringComparison.Ordinal));
        Promise.Broken("coins-put", Json(Was), more).ShouldBeEmpty();
        Promise.Kept("coins-put", Json(Was), more).ShouldHaveSingleItem()
            .ShouldBe("coins-put was published and is another now. Write instead: a new version, with an upcast from this one.");
    }

    [Theory]
    [InlineData("""{ "coins": "5", "by": "ann" }""", "is no integer")]
    [InlineData("""{ "coins": 5 }""", "by is missing")]
    [InlineData("""{ "coins": 5, "by": "ann", "at": "noon" }""", "at is not told of")]
    public void What_is_not_as_its_schema_says_is_noticed(string stored, string why) =>
        Promise.Unlike("coins-put", Json(stored), Json(Was)).ShouldHaveSingleItem().ShouldEndWith(why);

    private static IEnumerable<JsonObject> Older(EventContract contract) =>
        Enumerable.Range(1, contract.Schema - 1).Select(version => EventSchemas.Published(contract.Type, version)!);

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
