using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>What the database itself refuses, whoever asks.</summary>
public sealed class HistoryTests(TestServer server)
{
    [Theory]
    [InlineData("update events set actor = 'somebody else'")]
    [InlineData("update events set actor = 'somebody else' where false")]
    [InlineData("delete from events")]
    [InlineData("truncate events")]
    public async Task Events_refuse_to_be_changed(string change)
    {
        var database = await WithOneEventAsync();
        await using var somebody = await Sql.OpenAsync(database);
        (await Should.ThrowAsync<PostgresException>(() => somebody.DoAsync(change))).MessageText.ShouldContain("events are history");
        (await somebody.AskAsync<string>("select actor from events")).ShouldBe("a test");
    }

    [Theory]
    [InlineData("version", "position + 1", "events_pkey")]
    [InlineData("version + 1", "position", "events_tenant_position_key")]
    public async Task A_writer_that_wakes_up_late_is_refused_without_any_lane(string version, string position, string by)
    {
        var database = await WithOneEventAsync();
        await using var late = await Sql.OpenAsync(database);
        var refused = await Should.ThrowAsync<PostgresException>(() => late.DoAsync($"""
            insert into events select tenant, stream, {version}, {position}, category, id, type, schema, data,
              actor, command_id, correlation_id, causation_id, happened_at, recorded_at from events
            """));
        (refused.SqlState, refused.ConstraintName).ShouldBe((PostgresErrorCodes.UniqueViolation, by));
    }

    private async Task<string> WithOneEventAsync()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        return database;
    }
}
