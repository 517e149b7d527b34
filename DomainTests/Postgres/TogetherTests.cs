using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>Commands that share a transaction: each keeps every promise as if it were alone.</summary>
public sealed class TogetherTests(TestServer server)
{
    [Fact]
    public async Task Those_who_wait_at_the_same_moment_share_one_transaction_each_deciding_on_what_the_one_before_left()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(30)));

        var answers = await TogetherAsync(database, storage, 
            [.. Enumerable.Range(1, 50).Select(n => Asked($"take-{n}", "a", new Take(1)))]);

        answers.OfType<Done>().Select(done => done.State<Jar>().Coins).ShouldBe(Enumerable.Range(0, 30).Reverse());
        answers.OfType<Rejected>().Count().ShouldBe(20);
        await using var sql = await Sql.OpenAsync(database);
        (await sql.AskAsync<long>("select count(distinct xmin::text) from commands where id like 'take-%'")).ShouldBe(1);
        (await sql.AskAsync<long>("select count(*) from events where stream like '%jar/a'")).ShouldBe(31);
        (await sql.AskAsync<long>("select max(position) - count(*) from events")).ShouldBe(0);
    }

    [Fact]
    public async Task No_more_go_together_than_may()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database) { MostTogether = 20 });

        await TogetherAsync(database, storage,
            [.. Enumerable.Range(1, 50).Select(n => Asked($"put-{n}", "a", new Put(1)))]);

        await using var sql = await Sql.OpenAsync(database);
        (await sql.AskAsync<long>("select count(distinct xmin::text) from commands where id like 'put-%'")).ShouldBe(3);
    }

    [Fact]
    public async Task No_more_is_stored_together_than_may_in_the_order_it_came()
    {
        const int large = 30_000;
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database) { MostBytesTogether = 5 * large });

        var answers = await TogetherAsync(database, storage,
            [.. Enumerable.Range(1, 12).Select(n => Asked($"put-{n}", "a", new Put(1, new('x', large))))]);

        answers.Cast<Done>().Select(done => done.State<Jar>().Coins).ShouldBe(Enumerable.Range(1, 12));
        await using var sql = await Sql.OpenAsync(database);
        (await sql.AskAsync<long>("select count(distinct xmin::text) from commands where id like 'put-%'")).ShouldBe(3);
        (await sql.AskAsync<long>("""
            select max(n) from (select count(*) n from commands where id like 'put-%' group by xmin::text) together
            """)).ShouldBe(5);
    }

    [Fact]
    public async Task Commands_over_several_streams_go_along()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(3)));

        var answers = await TogetherAsync(database, storage,
            (Jars.Named("a to b"), Jars.Move("a", "b", 3)),
            (Jars.Named("b to c"), Jars.Move("b", "c", 2)),
            (Jars.Named("b to c again"), Jars.Move("b", "c", 2)),
            (Jars.Named("c to a"), Jars.Move("c", "a", 1)));

        answers.Select(answer => answer is Done).ShouldBe([true, true, false, true]);
        foreach (var jar in (string[])["a", "b", "c"])
            ((Jar)(await storage.LoadAsync(Jars.Category.Stream(jar))).State).Coins.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_id_twice_is_done_once_and_with_other_content_refused()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));

        var answers = await TogetherAsync(database, storage,
            (Jars.Named("put", "1"), Jars.Ask("a", new Put(1))),
            (Jars.Named("put", "1"), Jars.Ask("a", new Put(1))),
            (Jars.Named("put", "2"), Jars.Ask("a", new Put(2))));

        answers[0].ShouldBeOfType<Done>().Repeated.ShouldBeFalse();
        answers[1].ShouldBeOfType<Done>().Repeated.ShouldBeTrue();
        answers[2].ShouldBe(new IdUsedOtherwise("put"));
        ((Jar)(await storage.LoadAsync(Jars.Category.Stream("a"))).State).Coins.ShouldBe(1);
    }

    [Fact]
    public async Task Plain_records_are_as_the_last_one_left_them()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));
        UseCase Put(int coins) => new([], [Jars.Records.Record("r")],
            now => Accepted.Put(Jars.Records, "r", new Jar((now.Record(Jars.Records, "r")?.Coins ?? 0) + coins)));
        UseCase Gone() => new([], [Jars.Records.Record("r")], _ => Accepted.Put(Jars.Records, "r", null));

        await TogetherAsync(database, storage,
            (Jars.Named("1"), Put(1)), (Jars.Named("2"), Gone()), (Jars.Named("3"), Put(5)), (Jars.Named("4"), Put(2)));

        (await storage.FindAsync(Jars.Records.Record("r"))).ShouldBe(new Jar(7));
    }

    [Fact]
    public async Task One_that_cannot_be_stored_fails_alone_among_256()
    {
        const int poison = 77;
        var database = await server.MigratedAsync();
        using var counted = new Counted();
        await using var storage = new PostgresStorage(new(database));

        var gathered = await GatheredAsync(database, storage, [.. Enumerable.Range(0, 256).Select(n =>
            Asked($"put-{n}", $"jar-{n % 16}", new Put(1, n == poison ? "no text holds a \0" : "somebody")))]);
        var answers = await Task.WhenAll(gathered.Select(Outcome));

        answers.Index().Where(a => a.Item is PostgresException).Select(a => a.Index).ShouldBe([poison]);
        answers.OfType<Done>().Count().ShouldBe(255);
        var states = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => storage.LoadAsync(Jars.Category.Stream($"jar-{n}"))));
        states.Sum(held => ((Jar)held.State).Coins).ShouldBe(255);
        counted["tempest.command.retries"].ShouldBe(0);
    }

    [Fact]
    public async Task One_for_which_nothing_can_be_read_fails_alone()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));

        var gathered = await GatheredAsync(database, storage,
            Asked("1", "a", new Put(1)), Asked("2", "no key holds a \0", new Put(1)), Asked("3", "b", new Put(1)));
        var answers = await Task.WhenAll(gathered.Select(Outcome));

        answers.Select(answer => answer.GetType()).ShouldBe([typeof(Done), typeof(PostgresException), typeof(Done)]);
    }

    [Fact]
    public async Task One_that_cannot_be_decided_or_whose_history_is_broken_fails_alone()
    {
        var database = await server.MigratedAsync();
        await using (var earlier = new PostgresStorage(new(database)))
            await earlier.ExecuteAsync(Jars.Anonymous, Jars.Ask("strange", new Take(0)));
        await using var storage = new PostgresStorage(new(database));

        var gathered = await GatheredAsync(database, storage,
            Asked("1", "a", new Put(1)),
            (Jars.Named("2"), new([Jars.Category.Stream("a")], _ => throw new InvalidTimeZoneException())),
            (Jars.Named("3"), new([Jars.WithoutTaking.Stream("strange")], now => now.Decide(Jars.WithoutTaking, "strange", new Put(1)))),
            Asked("4", "a", new Put(1)));
        var answers = await Task.WhenAll(gathered.Select(Outcome));

        answers[0].ShouldBeOfType<Done>();
        answers[1].ShouldBeOfType<InvalidTimeZoneException>();
        answers[2].ShouldBeOfType<UnknownEventException>();
        answers[3].ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(2);
    }

    [Fact]
    public async Task Who_gives_up_before_his_turn_has_asked_nothing()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));
        using var patience = new CancellationTokenSource();
        await using var somebody = await Sql.OpenAsync(database);
        await using var watcher = await Sql.OpenAsync(database);
        await somebody.DoAsync("begin; lock table lane_0 in share row exclusive mode");
        var first = storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await watcher.UntilTempestAsync("wait_event_type = 'Lock'", first);

        var second = storage.ExecuteAsync(Jars.Named("second"), Jars.Ask("a", new Put(1)), patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        await somebody.DoAsync("commit");

        (await first).ShouldBeOfType<Done>();
        (await storage.ExecuteAsync(Jars.Named("second"), Jars.Ask("a", new Put(1)))).ShouldBeOfType<Done>().Repeated.ShouldBeFalse();
    }

    [Fact]
    public async Task Tenants_share_a_transaction_and_nothing_else()
    {
        var connection = await server.MigratedAsync();
        await using var sql = await Sql.OpenAsync(connection);
        await sql.DoAsync("insert into feed_head values ('acme', 0)");
        await using var database = new PostgresDatabase(new(connection));
        var (here, there) = (database.Storage(TenantId.Default), database.Storage(new("acme")));

        await Task.WhenAll(await Gathering.AskAsync(connection, here, () => [.. Enumerable.Range(0, 10).Select(n =>
            (n % 2 == 0 ? here : there).ExecuteAsync(Jars.Named($"put-{n / 2}"), Jars.Ask("a", new Put(n % 2 == 0 ? 1 : 100))))]));

        ((Jar)(await here.LoadAsync(Jars.Category.Stream("a"))).State).Coins.ShouldBe(5);
        ((Jar)(await there.LoadAsync(Jars.Category.Stream("a"))).State).Coins.ShouldBe(500);
        (await there.HeadAsync()).ShouldBe(5);
        (await sql.AskAsync<long>("select count(distinct xmin::text) from commands where id like 'put-%'")).ShouldBe(1);
        (await sql.AskAsync<long>("select count(*) from (select from events group by tenant having max(position) <> count(*)) gaps")).ShouldBe(0);
        await Should.ThrowAsync<InvalidOperationException>(() => database.Storage(new("nobody")).ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1))));
    }

    private static (Command Command, UseCase UseCase) Asked(string id, string jar, JarCommand command) =>
        (Jars.Named(id), Jars.Ask(jar, command));

    private static async Task<Answer[]> TogetherAsync(
        string database, PostgresStorage storage, params (Command Command, UseCase UseCase)[] asked) =>
        await Task.WhenAll(await GatheredAsync(database, storage, asked));

    private static Task<Task<Answer>[]> GatheredAsync(
        string database, PostgresStorage storage, params (Command Command, UseCase UseCase)[] asked) =>
        Gathering.AskAsync(database, storage, () => [.. asked.Select(a => storage.ExecuteAsync(a.Command, a.UseCase))]);

    private static async Task<object> Outcome(Task<Answer> answer)
    {
        try
        {
            return await answer;
        }
        catch (Exception e) when (e is PostgresException or InvalidTimeZoneException or UnknownEventException)
        {
            return e;
        }
    }
}

/// <summary>Makes commands wait at the same moment: somebody holds the lane until all have asked.</summary>
internal static class Gathering
{
    /// <returns>Their answers, while the first transaction, of a command on a jar of its own, is just over.</returns>
    public static async Task<Task<Answer>[]> AskAsync(string database, PostgresStorage storage, Func<Task<Answer>[]> ask)
    {
        await using var somebody = await Sql.OpenAsync(database);
        await using var watcher = await Sql.OpenAsync(database);
        await somebody.DoAsync("begin; lock table lane_0 in share row exclusive mode");
        var first = storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("first", new Put(1)));
        await watcher.UntilTempestAsync("wait_event_type = 'Lock'", first);
        var asked = ask();
        await somebody.DoAsync("commit");
        await first;
        return asked;
    }
}
