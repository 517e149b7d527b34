using System.Text.Json;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>
/// A snapshot is marked, so that whoever uses it gives himself away: code with any change to the state or the fold never
/// does, by no way of reading; the same code, compiled again, does.
/// </summary>
public sealed class StaleSnapshotTests(TestServer server)
{
    [Fact]
    public async Task Code_that_changed_never_uses_one_and_code_that_did_not_does()
    {
        await using var storage = await MarkedAsync();
        var changes = FingerprintTests.Changes.Select(row => row.Data).ToArray();
        changes.Length.ShouldBeGreaterThanOrEqualTo(20);

        var used = new List<string>();
        foreach (var (what, was, now) in changes)
            if (await UsesItAsync(storage, CompiledTwin.Category(FingerprintTests.Changed(was, now)))) used.Add(what);
        used.ShouldBeEmpty();

        foreach (var (what, was, now) in FingerprintTests.Leavings.Select(row => row.Data))
            (await UsesItAsync(storage, CompiledTwin.Category(FingerprintTests.Changed(was, now)))).ShouldBeTrue(what);
    }

    /// <summary>With a purse of one coin, whose snapshot says that it is somebody else's.</summary>
    private async Task<PostgresStorage> MarkedAsync()
    {
        var database = await server.MigratedAsync();
        await using var sql = await Sql.OpenAsync(database);
        await sql.DoAsync("""
            insert into events values ('default', stream_key('purse/P'), 1, 1, 'purse', 'P', 'put', 2,
              '{"Coin": {"Metal": 1, "Worth": 20, "Struck": {"Town": "Bern", "Year": 1897}}, "Heads": true}',
              'a test', 'c', 'c', null, now(), now());
            update feed_head set position = 1;
            """);
        var storage = new PostgresStorage(new(database));
        await storage.RebuildAsync(CompiledTwin.Category(FingerprintTests.Code));
        (await sql.DoAsync("update snapshots set state = jsonb_set(state, '{Owner}', '\"marked\"')")).ShouldBe(1);
        return storage;
    }

    private static async Task<bool> UsesItAsync(PostgresStorage storage, Category category)
    {
        var read = new List<Held>();
        try
        {
            read.Add(await storage.LoadAsync(category.Stream("P")));
            read.Add(await storage.LoadAsync(category.Stream("P"), 1));
            read.AddRange((await storage.SelectAsync(category, new([], [], "Owner", Descending: false, null, 10))).Items);
        }
        catch (Exception e) when (e is UnknownEventException or JsonException)
        {
            // The event itself cannot be read by this code, which is loud; whoever has the snapshot would not have noticed.
            return read.Count > 0;
        }

        return read.Any(held => held.State.GetType().GetProperty("Owner")!.GetValue(held.State) is "marked");
    }
}
