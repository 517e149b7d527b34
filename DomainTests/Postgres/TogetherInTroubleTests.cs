using System.Net;
using System.Net.Http.Json;
using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>A transaction of many commands goes wrong as a whole: each is still done once and answered.</summary>
public sealed class TogetherInTroubleTests(TestServer server)
{
    [Fact]
    public async Task The_connection_is_lost_after_the_commit_and_each_is_found_by_its_id()
    {
        await using var own = await TestServer.PrivateAsync();
        await using (var schema = new PostgresStorage(new(own.ConnectionString))) await schema.MigrateAsync();
        await using var standby = await MissingStandby.BeginAsync(own.ConnectionString);
        using var counted = new Counted();
        await using var storage = new PostgresStorage(new(own.ConnectionString) { SnapshotInterval = TimeSpan.FromHours(1) });

        // The first one's commit, then that of all the others.
        var killing = Task.Run(() => standby.KillWhoWaitsAsync(times: 2));
        var answers = await Task.WhenAll(await Gathering.AskAsync(own.ConnectionString, storage, () =>
            [.. Enumerable.Range(0, 20).Select(n => storage.ExecuteAsync(Jars.Named($"put-{n}"), Jars.Ask("a", new Put(1))))])).Soon();

        await killing;
        answers.ShouldAllBe(answer => ((Done)answer).Repeated);
        ((Jar)(await storage.LoadAsync(Jars.Category.Stream("a"))).State).Coins.ShouldBe(20);
        counted["tempest.command.retries"].ShouldBe(2);
    }

    [Fact]
    public async Task The_server_has_no_predicate_locks_left_for_a_while()
    {
        await using var own = await TestServer.PrivateAsync(new() { Throwaway = true, Durable = false, MaxConnections = 10 });
        await using (var schema = new PostgresStorage(new(own.ConnectionString))) await schema.MigrateAsync();
        await using var hog = await Sql.OpenAsync(own.ConnectionString);
        await hog.DoAsync("""
            do $$ begin
              for t in 1..120 loop
                execute format('create table hog_%s (wide text)', t);
                execute format('alter table hog_%s alter wide set storage plain', t);
                execute format('insert into hog_%s select repeat(''x'', 5000) from generate_series(1, 100)', t);
              end loop;
            end $$
            """);
        await hog.DoAsync("begin isolation level serializable");
        await hog.DoAsync("""
            do $$ begin
              for t in 1..120 loop
                for page in 0..99 loop execute format('select from hog_%s where ctid = ''(%s,1)''', t, page); end loop;
              end loop;
              raise exception 'There are more predicate locks than this test can take.';
            exception when out_of_memory then null;
            end $$
            """);
        using var counted = new Counted();
        await using var storage = new PostgresStorage(new(own.ConnectionString) { Attempts = 100 });

        var asked = Enumerable.Range(0, 20).Select(n => storage.ExecuteAsync(Jars.Named($"put-{n}"), Jars.Ask($"jar-{n % 5}", new Put(1)))).ToArray();
        await Wait.UntilAsync("it was refused for want of locks", () => Task.FromResult(counted["tempest.command.retries:53200"] > 0));
        await hog.DoAsync("rollback");

        (await Task.WhenAll(asked).Soon()).ShouldAllBe(answer => answer is Done);
        (await storage.HeadAsync()).ShouldBe(20);
    }

    [Fact]
    public async Task The_host_is_killed_in_the_middle_and_whoever_asks_again_is_answered()
    {
        const int clients = 16;
        var database = await server.MigratedAsync();
        var host = await HostProcess.StartAsync(("ConnectionStrings__Tempest", database));
        var acknowledged = 0;
        using var http = await host.StaffAsync();
        var asking = Enumerable.Range(0, clients).Select(client => Task.Run(() => OfferAsync(host.Url, client))).ToArray();
        await Wait.UntilAsync("it is busy", () => Task.FromResult(Volatile.Read(ref acknowledged) > 100));
        await host.KillAsync();
        var asked = await Task.WhenAll(asking);

        await using var again = await HostProcess.StartAsync(("ConnectionStrings__Tempest", database));
        await Task.WhenAll(asked.Index().Select(last => PutAsync(again.Url, last.Index, last.Item)));
        await host.DisposeAsync();

        var distinct = asked.Sum(last => last + 1);
        await using var sql = await Sql.OpenAsync(database);
        (await sql.AskAsync<long>("select count(*) from commands where id like '%kill-%'")).ShouldBe(distinct);
        (await sql.AskAsync<long>("select count(distinct command_id) from events where command_id like '%kill-%'")).ShouldBe(distinct);
        (await sql.AskAsync<long>("select count(*) from (select command_id from events group by command_id having count(*) > 1) twice")).ShouldBe(0);
        (await sql.AskAsync<long>("select max(position) - count(*) from events")).ShouldBe(0);

        // Adds product after product until nobody answers any more; the last one asked for may or may not be there.
        async Task<int> OfferAsync(Uri url, int client)
        {
            for (var n = 0; ; n++)
            {
                try
                {
                    await PutAsync(url, client, n);
                    Interlocked.Increment(ref acknowledged);
                }
                catch (HttpRequestException)
                {
                    return n;
                }
            }
        }

        async Task PutAsync(Uri url, int client, int n)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, $"api/products/kill-{client}-{n}/commands/add"))
            {
                Content = JsonContent.Create(new { name = "Valve", price = new { amount = "1.00", currency = "USD" }, category = "valves" }),
            };
            request.Headers.Add("Idempotency-Key", $"kill-{client}-{n}");
            using var answer = await http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_database_is_put_back_to_an_earlier_day_and_nothing_remembered_counts()
    {
        var connection = await server.MigratedAsync();
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await using var admin = await Sql.OpenAsync(await server.EmptyAsync());
        using var counted = new Counted();
        await using (var before = new PostgresStorage(new(connection))) await before.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await LetGoAsync();
        await admin.DoAsync($"create database {name}_saved template {name}");

        await using var storage = new PostgresStorage(new(connection) { SnapshotInterval = TimeSpan.FromHours(1) });
        foreach (var _ in (int[])[1, 2, 3]) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(10)));
        await LetGoAsync();
        await admin.DoAsync($"drop database {name} with (force)");
        await admin.DoAsync($"alter database {name}_saved rename to {name}");

        var answer = (Done)await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(5)));

        answer.Streams.Single().Version.ShouldBe(2);
        answer.State<Jar>().Coins.ShouldBe(6);
        counted["tempest.command.retries:rewound"].ShouldBe(1);

        Task LetGoAsync() => admin.DoAsync($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'");
    }

    [Fact]
    public async Task A_history_too_long_to_read_while_others_wait_is_read_beforehand()
    {
        const int events = 6_000;
        var database = await server.MigratedAsync();
        await using (var sql = await Sql.OpenAsync(database))
        {
            await sql.DoAsync($$"""
                insert into events select 'default', stream_key('jar/long'), n, n, 'jar', 'long', 'coins-put', 3,
                  '{"coins": 1, "by": "somebody"}', 'a test', 'c' || n, 'c' || n, null, now(), now() from generate_series(1, {{events}}) n;
                update feed_head set position = {{events}};
                """);
        }

        using var counted = new Counted();
        await using var storage = new PostgresStorage(new(database) { MemoryForStates = 0 });

        var answers = await Task.WhenAll(await Gathering.AskAsync(database, storage, () =>
        [
            storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("long", new Put(1))),
            storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("other", new Put(1))),
        ]));

        answers.Select(answer => ((Done)answer).State<Jar>().Coins).ShouldBe([events + 1, 1]);
        counted["tempest.command.roundtrips"].ShouldBeInRange(
            3 + 1 + 2 + 1, 3 + 2 + 2 + 1, "the first knows no feed; the two are read for, perhaps together; the other is stored; then the long one");
        (await storage.SimulateAsync(Jars.Ask("long", new Take(events + 1)))).Outcome.ShouldBeOfType<Accepted>();
    }
}
