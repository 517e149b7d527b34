using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>What is read before a command enters the lane may be old by the time of its turn, and is never decided on then.</summary>
public sealed class ReadAheadTests(TestServer server)
{
    [Fact]
    public async Task What_this_host_took_meanwhile_is_not_there_any_more_though_it_remembers_nothing()
    {
        var database = await server.MigratedAsync();
        await using var host = await RememberingNothingAsync(database, "a", "a", "a", "b");

        var (took, looked) = await MeanwhileAsync(database, host, Jars.Ask("a", new Take(3)), Jars.IfAny("a", new Put(1), "b"));

        took.ShouldBeOfType<Done>();
        looked.ShouldBeOfType<Rejected>();
    }

    [Fact]
    public async Task What_was_put_back_to_an_earlier_day_meanwhile_is_read_again()
    {
        var database = await server.MigratedAsync();
        await using var host = await RememberingNothingAsync(database, "b", "a", "a", "a");

        var (_, put) = await MeanwhileAsync(database, host, Jars.Ask("b", new Put(1)), Jars.Ask("a", new Put(1)), """
            alter table events disable trigger all;
            delete from events where position > 2; delete from snapshots; update feed_head set position = 2;
            """);

        put.ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(2);
        await using var sql = await Sql.OpenAsync(database);
        (await sql.AskAsync<long>("select max(version) from events where id = 'a'")).ShouldBe(2);
    }

    /// <summary>Each jar is given a coin as often as it is named.</summary>
    private static async Task<PostgresStorage> RememberingNothingAsync(string database, params string[] jars)
    {
        var host = new PostgresStorage(new(database) { MemoryForStates = 0, SnapshotInterval = TimeSpan.FromHours(1) });
        foreach (var jar in jars) await host.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(1)));
        return host;
    }

    /// <summary>Asks for one thing, and while that waits in the lane for another, for which everything is read by then.</summary>
    private static async Task<(Answer First, Answer Second)> MeanwhileAsync(
        string database, PostgresStorage host, UseCase first, UseCase second, string before = "")
    {
        await using var somebody = await Sql.OpenAsync(database);
        await using var watcher = await Sql.OpenAsync(database);
        await somebody.DoAsync("begin; lock table lane_0 in share row exclusive mode");
        var one = host.ExecuteAsync(Jars.Anonymous, first);
        await watcher.UntilTempestAsync("wait_event_type = 'Lock'", one);
        var since = await watcher.AskAsync<string>("select clock_timestamp()::text");
        var two = host.ExecuteAsync(Jars.Anonymous, second);
        await watcher.UntilTempestAsync($"state = 'idle' and query_start > '{since}'", two);
        await somebody.DoAsync($"{before} commit");
        return (await one, await two);
    }
}
