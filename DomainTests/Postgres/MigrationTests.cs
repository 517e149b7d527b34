using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Xunit;

namespace Tempest.DomainTests.Postgres;

public sealed class MigrationTests(TestServer server)
{
    [Fact]
    public async Task Four_hosts_at_once_apply_each_file_once()
    {
        var empty = await server.EmptyAsync();
        var hosts = Enumerable.Range(0, 4).Select(_ => new PostgresStorage(new(empty))).ToArray();

        var applied = await Task.WhenAll(hosts.Select(host => Task.Run(() => host.MigrateAsync())));
        foreach (var host in hosts) await host.DisposeAsync();

        applied.SelectMany(some => some).Select(migration => migration.Number).Order().ShouldBe(Migrations.All.Select(m => m.Number));
        await using var sql = await Sql.OpenAsync(empty);
        (await sql.AskAsync<long>("select count(*) from migrations")).ShouldBe(Migrations.All.Count);
        (await sql.AskAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_changed_after_it_was_applied_is_refused_by_name()
    {
        var database = await server.MigratedAsync();
        await using var sql = await Sql.OpenAsync(database);
        await sql.DoAsync("update migrations set digest = 'of another text' where number = 1");
        await using var host = new PostgresStorage(new(database));

        (await Should.ThrowAsync<InvalidOperationException>(() => host.MigrateAsync()))
            .Message.ShouldBe("Migration 0001-events was changed after it was applied; write a new one.");

        await sql.DoAsync($"update migrations set digest = '{Migrations.All[0].Digest}' where number = 1");
        (await host.MigrateAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_waits_for_the_one_that_migrates_however_long_that_takes()
    {
        var empty = await server.EmptyAsync();
        await using var slow = await Sql.OpenAsync(empty);
        await using var watcher = await Sql.OpenAsync(empty);
        await slow.DoAsync($"select pg_advisory_lock({Migrations.Lock})");
        await using var host = NpgsqlDataSource.Create(empty + ";Application Name=tempest;Command Timeout=1;Options=-c lock_timeout=1s");

        var migrating = Task.Run(() => Migrations.ApplyAsync(host));
        await watcher.UntilTempestAsync("wait_event_type = 'Lock' and now() - query_start > interval '1500 ms'", orDone: migrating);
        await slow.DoAsync($"select pg_advisory_unlock({Migrations.Lock})");

        (await migrating.Soon()).Count.ShouldBe(Migrations.All.Count);
    }
}
