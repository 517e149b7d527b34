using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>While an old version is replaced by a new one, both run on one database: each by its own snapshots only.</summary>
public sealed class RollingDeploymentTests(TestServer server)
{
    private const int JarsEach = 10, Rounds = 8;

    [Fact]
    public async Task Each_uses_what_fits_it_and_neither_undoes_the_others_work()
    {
        var database = await server.MigratedAsync();
        await using var older = new PostgresStorage(new(database) { SnapshotInterval = TimeSpan.FromMilliseconds(5) });
        await using var newer = new PostgresStorage(new(database) { SnapshotInterval = TimeSpan.FromMilliseconds(5) });

        var working = Task.WhenAll(
            Task.Run(() => WorkAsync(older, Jars.Category)), Task.Run(() => WorkAsync(newer, Jars.OtherCode)));
        while (!working.IsCompleted)
        {
            (await CoinsAsync(older, Jars.Category)).ShouldBeInRange(0, 2 * JarsEach * Rounds);
            (await CoinsAsync(newer, Jars.OtherCode) % 2).ShouldBe(0, "this code counts each coin twice");
        }

        await working;
        (await CoinsAsync(older, Jars.Category)).ShouldBe(2 * JarsEach * Rounds);
        (await CoinsAsync(newer, Jars.OtherCode)).ShouldBe(2 * 2 * JarsEach * Rounds);
        (await older.StatusAsync(Jars.Category)).ShouldBe(new(2 * JarsEach * Rounds, JarsEach, JarsEach, 0));
        (await newer.StatusAsync(Jars.OtherCode)).ShouldBe(new(2 * JarsEach * Rounds, JarsEach, JarsEach, 0));
        (await SnapshotCheck.AllAsync(older, Jars.Category)).Differences.ShouldBeEmpty();
        (await SnapshotCheck.AllAsync(newer, Jars.OtherCode)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rebuild_and_an_audit_of_one_leave_the_others_as_they_are()
    {
        var database = await server.MigratedAsync();
        await using var older = new PostgresStorage(new(database));
        await WorkAsync(older, Jars.Category);
        await older.FlushAsync();
        await using var sql = await Sql.OpenAsync(database);
        var before = await OlderRowsAsync(sql);

        await using var newer = new PostgresStorage(new(database));
        await newer.RebuildAsync(Jars.OtherCode);
        using var audit = new SnapshotAudit(newer, TimeProvider.System, [Jars.OtherCode]);
        (await audit.RunAsync(100)).ShouldBeEmpty();
        await WorkAsync(newer, Jars.OtherCode);
        await newer.FlushAsync();

        (await OlderRowsAsync(sql)).ShouldBe(before);
        (await CoinsAsync(older, Jars.Category)).ShouldBe(2 * JarsEach * Rounds);
    }

    private static Task<string> OlderRowsAsync(Sql sql) => sql.AskAsync<string>(
        $"select string_agg(xmin || ' ' || version || ' ' || state, ',' order by id) from snapshots where fingerprint = '{Jars.Category.Fingerprint}'");

    private static async Task WorkAsync(PostgresStorage storage, Category<Jar, JarCommand, JarEvent> code)
    {
        for (var round = 0; round < Rounds; round++)
        {
            for (var jar = 0; jar < JarsEach; jar++)
            {
                var id = $"{jar}";
                (await storage.ExecuteAsync(Jars.Anonymous, new UseCase([code.Stream(id)], now => now.Decide(code, id, new Put(1))))).ShouldBeOfType<Done>();
            }
        }
    }

    private static async Task<int> CoinsAsync(PostgresStorage storage, Category code) =>
        (await storage.SelectAsync(code, new([], [], "coins", Descending: false, null, 100))).Items.Sum(held => ((Jar)held.State).Coins);
}
