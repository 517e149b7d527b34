using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>A host decides on what it remembers; another host's writing is never missed by that.</summary>
public sealed class RememberedStateTests(TestServer server)
{
    [Fact]
    public async Task What_another_host_took_is_not_there_any_more()
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a");
        await using var there = new PostgresStorage(new(database));
        (await there.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(3)))).ShouldBeOfType<Done>();

        (await here.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(1)))).ShouldBeOfType<Rejected>()
            .Why.Sentence.ShouldBe("There are only 0.");
    }

    [Fact]
    public async Task What_is_only_looked_at_is_seen_as_another_host_left_it()
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a", "b");
        await using var there = new PostgresStorage(new(database));
        (await there.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(3)))).ShouldBeOfType<Done>();

        (await here.ExecuteAsync(Jars.Anonymous, Jars.IfAny("a", new Put(1), "b"))).ShouldBeOfType<Rejected>();
    }

    [Fact]
    public async Task What_was_remembered_from_before_another_host_wrote_is_not_trusted_when_it_has_ceased_to()
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a", "b");
        await using var there = new PostgresStorage(new(database));
        (await there.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(3)))).ShouldBeOfType<Done>();

        (await here.ExecuteAsync(Jars.Anonymous, Jars.Ask("b", new Put(1)))).ShouldBeOfType<Done>();
        await Task.Delay(FeedMemory.Company * 2);

        (await here.ExecuteAsync(Jars.Anonymous, Jars.IfAny("a", new Put(1), "b"))).ShouldBeOfType<Rejected>();
    }

    [Fact]
    public async Task What_is_remembered_is_read_again_when_what_is_read_beside_it_shows_another_hosts_writing()
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a");
        await using var there = new PostgresStorage(new(database));
        (await there.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(3)))).ShouldBeOfType<Done>();

        (await here.ExecuteAsync(Jars.Anonymous, Jars.IfAny("a", new Put(1), "never seen here"))).ShouldBeOfType<Rejected>();
    }

    [Fact]
    public async Task A_jar_that_is_taken_to_be_new_and_not_written_to_is_looked_at_all_the_same()
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "b");
        await using (var before = new PostgresStorage(new(database))) await before.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await here.ExecuteAsync(Jars.Anonymous, Jars.Ask("b", new Put(1)));
        await Task.Delay(FeedMemory.Company * 2);

        var ask = Jars.IfAny("a", new Put(1), "b") with
        {
            Streams = [Jars.Category.Stream("a") with { AssumedNew = true }, Jars.Category.Stream("b")],
        };
        (await here.ExecuteAsync(Jars.Anonymous, ask)).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task A_repeat_that_would_be_stale_now_is_told_what_was_answered()
    {
        var database = await server.MigratedAsync();
        await using var here = await RememberingAsync(database, "a");
        var first = Jars.Named("first");
        var ask = Jars.Ask("a", new Put(1)).Provided(now => now.Version(Jars.Category.Stream("a").Stream) == 3);
        (await here.ExecuteAsync(first, ask)).ShouldBeOfType<Done>().Repeated.ShouldBeFalse();

        (await here.ExecuteAsync(first, ask)).ShouldBeOfType<Done>().Repeated.ShouldBeTrue();
    }

    /// <summary>Write skew: two jars of which one must stay full, and two hosts that remember both as full.</summary>
    [Fact]
    public async Task Two_hosts_never_empty_the_two_jars_of_which_one_must_stay_full()
    {
        var database = await server.MigratedAsync();
        await using var one = new PostgresStorage(new(database));
        await using var two = new PostgresStorage(new(database));
        var (hosts, random, emptied) = (new[] { one, two }, new Random(7), 0);
        for (var round = 0; round < 150; round++)
        {
            var host = hosts[round % 2];
            foreach (var jar in (string[])["a", "b"]) await FillAsync(host, jar);
            if (random.Next(3) == 0) await Task.Delay(random.Next(110));
            foreach (var jar in (string[])["a", "b"]) await FillAsync(host, jar);

            var answers = await Task.WhenAll(
                one.ExecuteAsync(Jars.Anonymous, Jars.IfAny("b", new Take(1), "a")), two.ExecuteAsync(Jars.Anonymous, Jars.IfAny("a", new Take(1), "b")));

            answers.Count(answer => answer is Done).ShouldBe(1, $"in round {round}");
            emptied++;
        }

        emptied.ShouldBe(150);

        static async Task FillAsync(PostgresStorage host, string jar) =>
            await host.ExecuteAsync(Jars.Anonymous, new([Jars.Category.Stream(jar)], now =>
                now.State(Jars.Category, jar).Coins == 1 ? new Accepted([], []) : now.Decide(Jars.Category, jar, new Put(1))));
    }

    /// <summary>A host that has just written to these jars, three times one coin, and so remembers them.</summary>
    private static async Task<PostgresStorage> RememberingAsync(string database, params string[] jars)
    {
        var host = new PostgresStorage(new(database));
        foreach (var jar in jars)
        {
            foreach (var _ in (int[])[1, 2, 3]) await host.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(1)));
        }

        return host;
    }
}
