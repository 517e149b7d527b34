using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Adapters.Postgres.Commands;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>
/// A transaction is decided on what another, which is still on its way, is about to leave; it counts only if that one is stored.
/// </summary>
public sealed class FollowingTests(TestServer server)
{
    [Fact]
    public async Task Who_follows_decides_on_what_the_one_ahead_leaves_and_is_answered_after_it()
    {
        var database = await server.MigratedAsync();
        using var counted = new Counted();
        await using var here = await RememberingAsync(database, "a");
        await using var lane = await HeldLane.OfAsync(database);
        counted.Reset();

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Named("first"), Jars.Ask("a", new Take(3))));
        var second = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(1))));
        second.IsCompleted.ShouldBeFalse();
        await lane.LetGoAsync();

        (await first).ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(0);
        (await second).ShouldBeOfType<Rejected>().Why.Sentence.ShouldBe("There are only 0.");
        counted["tempest.command.roundtrips"].ShouldBe(2);
    }

    [Fact]
    public async Task A_repeat_of_what_is_on_its_way_is_answered_when_that_is_stored()
    {
        var database = await server.MigratedAsync();
        using var counted = new Counted();
        await using var here = await RememberingAsync(database, "a");
        await using var lane = await HeldLane.OfAsync(database);
        counted.Reset();

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Named("put"), Jars.Ask("a", new Put(1))));
        var second = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Named("put"), Jars.Ask("a", new Put(1))));
        second.IsCompleted.ShouldBeFalse();
        await lane.LetGoAsync();

        (await first).ShouldBeOfType<Done>().Repeated.ShouldBeFalse();
        (await second).ShouldBeOfType<Done>().Repeated.ShouldBeTrue();
        counted["tempest.command.roundtrips"].ShouldBe(2);
        (await CoinsAsync(here, "a")).ShouldBe(4);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("never seen here")]
    public async Task The_connection_of_the_one_ahead_is_lost_and_both_are_done_in_their_order(string jar)
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a");
        await using var lane = await HeldLane.OfAsync(database);

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(3))));
        var second = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, IfAny("a", new Put(1), jar)));
        await lane.BreakFirstAsync();
        await lane.LetGoAsync();

        (await first.Soon()).ShouldBeOfType<Done>().Repeated.ShouldBeFalse();
        (await second.Soon()).ShouldBeOfType<Rejected>();
        await here.FlushAsync();
        (await here.VersionAsync(Jars.Category.Stream("a"))).ShouldBe(4);
        (await CoinsAsync(here, "a")).ShouldBe(0);
    }

    /// <summary>The feed ends just where the one ahead would have left it, and yet it is another's doing.</summary>
    [Theory]
    [InlineData("b")]
    [InlineData("never seen here")]
    public async Task Somebody_else_has_written_as_much_as_the_one_ahead_would_have(string jar)
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "z", "b");
        await here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(0)));
        await using var lane = await HeldLane.OfAsync(database);

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, IfAny("z", new Put(1), "a")));
        var second = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, IfAny("a", new Put(1), jar)));
        await lane.BreakFirstAsync();
        await lane.DoAsync("""
            insert into events select 'default', stream_key('jar/z'), 4, position + 1, 'jar', 'z', 'coins-taken', 1, '{"coins": 3}',
              'a test', 'other', 'other', null, now(), now() from feed_head;
            update feed_head set position = position + 1;
            """);
        await lane.LetGoAsync();

        (await first.Soon()).ShouldBeOfType<Rejected>();
        (await second.Soon()).ShouldBeOfType<Rejected>();
        (await CoinsAsync(here, "a")).ShouldBe(0);
    }

    [Fact]
    public async Task Another_host_comes_in_between()
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a", "b");
        await using var there = new PostgresStorage(new(database));
        await using var lane = await HeldLane.OfAsync(database);

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1))));
        var between = await lane.WaitingAsync(() => there.ExecuteAsync(Jars.Anonymous, Jars.Ask("b", new Take(3))));
        var second = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, IfAny("b", new Put(1), "a")));
        await lane.LetGoAsync();

        (await first.Soon()).ShouldBeOfType<Done>();
        (await between.Soon()).ShouldBeOfType<Done>();
        (await second.Soon()).ShouldBeOfType<Rejected>();
        (await CoinsAsync(here, "a")).ShouldBe(4);
    }

    [Fact]
    public async Task The_one_ahead_cannot_be_stored_and_fails_alone()
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a");
        await using var lane = await HeldLane.OfAsync(database);

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(10, "no text holds a \0"))));
        var second = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1))));
        await lane.LetGoAsync();

        await Should.ThrowAsync<PostgresException>(() => first.Soon());
        (await second.Soon()).ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(4);
    }

    [Fact]
    public async Task Who_shares_no_tenant_with_the_one_ahead_does_not_need_it()
    {
        var database = await server.MigratedAsync();
        await using (var sql = await Sql.OpenAsync(database)) await sql.DoAsync("insert into feed_head values ('acme', 0)");
        await using var both = new PostgresDatabase(Following(database));
        var (here, there) = (both.Storage(TenantId.Default), both.Storage(new("acme")));
        foreach (var storage in (PostgresStorage[])[here, there, here, there]) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await using var lane = await HeldLane.OfAsync(database);

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1))));
        var second = await lane.WaitingAsync(() => there.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(10))));
        await lane.BreakFirstAsync();
        await lane.LetGoAsync();

        (await first.Soon()).ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(3);
        (await second.Soon()).ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(12);
        (await there.HeadAsync()).ShouldBe(3);
    }

    /// <summary>The one ahead is stored, but its host has not been told, when the one behind it is stored too.</summary>
    [Fact]
    public async Task The_one_ahead_is_in_doubt_and_what_it_left_is_not_forgotten()
    {
        await using var own = await TestServer.PrivateAsync();
        await using (var schema = new PostgresStorage(new(own.ConnectionString))) await schema.MigrateAsync();
        await using var sql = await Sql.OpenAsync(own.ConnectionString);
        await sql.DoAsync($"alter database {new NpgsqlConnectionStringBuilder(own.ConnectionString).Database} set synchronous_commit = on");
        await using var here = await RememberingAsync(own.ConnectionString, "a", "b");
        await using var standby = await MissingStandby.BeginAsync(own.ConnectionString);

        var first = here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(3)));
        await sql.UntilTempestAsync("wait_event = 'SyncRep'", first);
        var second = here.ExecuteAsync(Jars.Anonymous, Jars.Ask("b", new Put(1)));
        await sql.UntilTempestAsync("wait_event_type = 'Lock'", second);
        await standby.KillWhoWaitsAsync(times: 1);

        (await first.Soon()).ShouldBeOfType<Done>().Repeated.ShouldBeTrue();
        (await second.Soon()).ShouldBeOfType<Done>().Repeated.ShouldBeFalse();
        await Task.Delay(FeedMemory.Company * 2);
        (await here.ExecuteAsync(Jars.Anonymous, IfAny("a", new Put(1), "b"))).ShouldBeOfType<Rejected>();
    }

    [Fact]
    public async Task The_one_ahead_is_stored_and_could_not_be_remembered_and_is_read_again()
    {
        var database = await server.MigratedAsync();
        var failing = false;
        await using var here = await RememberingAsync(database, moment =>
        {
            if (moment != Moment.Committed || !Volatile.Read(ref failing)) return;
            Volatile.Write(ref failing, false);
            throw new InvalidTimeZoneException();
        }, "a", "b");
        await using var lane = await HeldLane.OfAsync(database);

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(3))));
        var second = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("b", new Put(1))));
        Volatile.Write(ref failing, true);
        await lane.LetGoAsync();

        await Should.ThrowAsync<InvalidTimeZoneException>(() => first.Soon());
        (await second.Soon()).ShouldBeOfType<Done>();
        await Task.Delay(FeedMemory.Company * 2);
        (await here.ExecuteAsync(Jars.Anonymous, IfAny("a", new Put(1), "b"))).ShouldBeOfType<Rejected>();
    }

    [Fact]
    public async Task Nothing_is_answered_or_remembered_before_the_one_ahead_is()
    {
        var database = await server.MigratedAsync();
        using var told = new ManualResetEventSlim();
        var holding = false;
        await using var here = await RememberingAsync(database, moment =>
        {
            if (moment != Moment.Committed || !Volatile.Read(ref holding)) return;
            Volatile.Write(ref holding, false);
            told.Wait();
        }, "a");
        await using var lane = await HeldLane.OfAsync(database);

        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(3))));
        var second = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Named("second"), Jars.Ask("a", new Take(1))));
        Volatile.Write(ref holding, true);
        await lane.LetGoAsync();
        await using var sql = await Sql.OpenAsync(database);
        for (var n = 0; n < 50; n++)
            await Wait.UntilAsync("the second is stored", () => sql.AskAsync<bool>("select exists(select from commands where id like '%second')"));

        (first.IsCompleted, second.IsCompleted).ShouldBe((false, false));
        told.Set();
        (await first.Soon()).ShouldBeOfType<Done>();
        (await second.Soon()).ShouldBeOfType<Rejected>();
    }

    [Fact]
    public async Task Nobody_follows_where_others_write_too_nor_when_the_server_takes_too_long_for_it_to_pay()
    {
        var gain = new Gain(upTo: 6);
        gain.Took(TimeSpan.FromMicroseconds(100), TimeSpan.FromMicroseconds(500));
        gain.Pays.ShouldBeTrue();
        for (var n = 0; n < 100; n++) gain.Took(TimeSpan.FromMicroseconds(100), TimeSpan.FromMicroseconds(700));
        gain.Pays.ShouldBeFalse();

        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a");
        await using (var there = new PostgresStorage(new(database))) await there.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        using var counted = new Counted();
        await here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await using var lane = await HeldLane.OfAsync(database);
        var first = await lane.WaitingAsync(() => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1))));
        var others = Enumerable.Range(0, 5).Select(_ => here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)))).ToArray();
        (await lane.HowManyWaitAsync()).ShouldBe(1);
        await lane.LetGoAsync();
        await Task.WhenAll([first, .. others]).Soon();
        (await CoinsAsync(here, "a")).ShouldBe(11);
    }

    /// <summary>Without snapshots, whose writer would be taken for somebody who waits to commit.</summary>
    private static PostgresOptions Following(string database) => new(database)
    {
        FewestFollowing = 1, FollowsUpTo = double.PositiveInfinity, SnapshotInterval = TimeSpan.FromHours(1),
    };

    private static Task<PostgresStorage> RememberingAsync(string database, params string[] jars) => RememberingAsync(database, null, jars);

    /// <summary>A host that has just written to these jars, three times one coin, and so remembers them.</summary>
    private static async Task<PostgresStorage> RememberingAsync(string database, AtMoment? at, params string[] jars)
    {
        var host = new PostgresStorage(Following(database) with { At = at });
        foreach (var jar in jars)
        {
            foreach (var _ in (int[])[1, 2, 3]) await host.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(1)));
        }

        return host;
    }

    private static async Task<int> CoinsAsync(PostgresStorage storage, string jar) =>
        ((Jar)(await storage.LoadAsync(Jars.Category.Stream(jar))).State).Coins;

    /// <summary>Does it to one jar if there is a coin in another.</summary>
    private static UseCase IfAny(string looked, JarCommand command, string jar) => new(
        [Jars.Category.Stream(looked), Jars.Category.Stream(jar)],
        now => now.State(Jars.Category, looked).Coins > 0 ? now.Decide(Jars.Category, jar, command) : new Refused(new NotEnoughCoins(0)));

    /// <summary>Somebody holds the lane, so that whoever is sent waits there, in this order.</summary>
    private sealed class HeldLane : IAsyncDisposable
    {
        private const string Waiting = "datname = current_database() and application_name = 'tempest' and wait_event_type = 'Lock'";

        private readonly Sql somebody, watcher;
        private readonly List<int> waiting = [];

        private HeldLane(Sql somebody, Sql watcher) => (this.somebody, this.watcher) = (somebody, watcher);

        public static async Task<HeldLane> OfAsync(string database)
        {
            var held = new HeldLane(await Sql.OpenAsync(database), await Sql.OpenAsync(database));
            await held.somebody.DoAsync("begin; lock table lane_0 in share row exclusive mode");
            return held;
        }

        /// <summary>Until it waits at the server, behind those that do already.</summary>
        public async Task<Task<Answer>> WaitingAsync(Func<Task<Answer>> ask)
        {
            var asked = ask();
            await Wait.UntilAsync("it waits for the lane", async () => asked.IsCompleted || await HowManyWaitAsync() > waiting.Count);
            asked.IsCompleted.ShouldBeFalse();
            waiting.Add(await watcher.AskAsync<int>(
                $"select pid from pg_stat_activity where {Waiting} and pid <> all ('{{{string.Join(',', waiting)}}}')"));
            return asked;
        }

        public Task<long> HowManyWaitAsync() => watcher.AskAsync<long>($"select count(*) from pg_stat_activity where {Waiting}");

        public Task<bool> BreakFirstAsync() => watcher.AskAsync<bool>($"select pg_terminate_backend({waiting[0]}, 10000)");

        public Task<int> DoAsync(string sql) => somebody.DoAsync(sql);

        public Task<int> LetGoAsync() => somebody.DoAsync("commit");

        public async ValueTask DisposeAsync()
        {
            await somebody.DisposeAsync();
            await watcher.DisposeAsync();
        }
    }
}
