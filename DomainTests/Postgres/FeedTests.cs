using System.Net.Http.Json;
using Npgsql;
using Shouldly;
using Tempest.Application.Access;
using Tempest.Adapters.Postgres;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Http;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>Who reads the feed by position while others write misses nothing; who reads by insert id does.</summary>
public sealed class FeedTests(TestServer server, ITestOutputHelper output)
{
    private const int Writers = 32;
    private const int OrdersEach = 25;

    [Fact]
    public async Task Thirty_two_writers_on_two_hosts_leave_no_gap_and_nothing_is_missed()
    {
        var connection = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(connection));
        var given = new ApplicationTempest(storage);
        await given.SaveCustomerAsync("polar", "Polar Foods", "USD");
        await given.AddProductAsync("CU-050", "Condensing unit", 412.50m, "USD", "Units");
        await using var one = await HostProcess.StartAsync(("ConnectionStrings__Tempest", connection));
        await using var two = await HostProcess.StartAsync(("ConnectionStrings__Tempest", connection));
        var token = await SignedIn.TokenAsync(storage, Roles.Staff);
        var head = await storage.HeadAsync();

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(token, writer % 2 == 0 ? one.Url : two.Url, writer)));
        var seen = new List<string>();
        var position = head;
        while (seen.Count < Writers * OrdersEach)
        {
            var finished = writing.IsCompleted;
            var page = await storage.ReadAsync(position, 100);
            foreach (var happened in page)
            {
                happened.Position.ShouldBe(position + 1, "positions are dense, and visible in their order");
                position = happened.Position;
                seen.Add(happened.Stream.Id);
            }

            if (finished && page.Count == 0) break;
        }

        await writing;
        seen.Order().ShouldBe(Enumerable.Range(0, Writers).SelectMany(w => Enumerable.Range(0, OrdersEach).Select(n => $"W{w}-{n}")).Order());
        (await storage.HeadAsync()).ShouldBe(position);
        output.WriteLine($"{seen.Count} events by {Writers} writers on two hosts: 0 missed, 0 gaps.");
    }

    [Fact]
    public async Task A_reader_by_insert_id_does_miss_some()
    {
        await using var database = NpgsqlDataSource.Create(await server.EmptyAsync());
        await using (var create = database.CreateCommand("create table naive (id bigint generated always as identity primary key)"))
            await create.ExecuteNonQueryAsync();

        var (missed, rounds) = (0L, 0);
        while (missed == 0 && rounds++ < 20)
        {
            var (last, read) = (await ScalarAsync(database, "select coalesce(max(id), 0) from naive"), await ScalarAsync(database, "select count(*) from naive"));
            var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => NaiveWriteAsync(database)));
            while (true)
            {
                var finished = writing.IsCompleted;
                var next = await ScalarAsync(database, $"select coalesce(max(id), {last}) from naive where id > {last}");
                read += await ScalarAsync(database, $"select count(*) from naive where id > {last} and id <= {next}");
                last = next;
                if (finished) break;
            }

            await writing;
            missed = await ScalarAsync(database, "select count(*) from naive") - read;
        }

        output.WriteLine($"{missed} rows missed by reading past the last id, in round {rounds}.");
        missed.ShouldBeGreaterThan(0);
    }

    private static async Task WriteAsync(string token, Uri host, int writer)
    {
        using var http = SignedIn.With(token, host);
        for (var n = 0; n < OrdersEach; n++)
        {
            using var answer = await http.PostAsJsonAsync($"api/orders/W{writer}-{n}/commands/place", new
            {
                customer = "polar", lines = new[] { new { sku = "CU-050", quantity = 1 } },
                shipTo = new { name = "Polar Foods", line1 = "12 Dock Street", city = "Omaha", state = "NE", zip = "68102" },
            });
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task NaiveWriteAsync(NpgsqlDataSource database)
    {
        for (var n = 0; n < 10; n++)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var insert = new NpgsqlCommand("insert into naive default values; select pg_sleep(random() * 0.01)", connection);
            await insert.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
    }

    private static async Task<long> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var query = database.CreateCommand(sql);
        return (long)(await query.ExecuteScalarAsync())!;
    }
}
