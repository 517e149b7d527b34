using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>Somebody else holds the tenant's lane.</summary>
public sealed class BudgetTests(TestServer server)
{
    private const string HoldTheLane = "begin; lock table lane_0 in share row exclusive mode";

    [Fact]
    public async Task When_every_attempt_met_others_the_caller_is_told_to_come_back_and_nothing_was_done()
    {
        var database = await server.MigratedAsync();
        using var counted = new Counted();
        await using var storage = new PostgresStorage(new(database) { LockTimeout = TimeSpan.FromMilliseconds(10) });
        await using var somebody = await Sql.OpenAsync(database);
        await somebody.DoAsync(HoldTheLane);
        var command = Jars.Named("put");

        await Should.ThrowAsync<TooBusyException>(() => storage.ExecuteAsync(command, Jars.Ask("a", new Put(1))));

        counted["tempest.command.attempts"].ShouldBeGreaterThanOrEqualTo(10);
        counted["tempest.command.retries:55P03"].ShouldBe(counted["tempest.command.attempts"]);
        (await somebody.AskAsync<long>("select (select count(*) from events) + (select count(*) from commands) + (select position from feed_head)")).ShouldBe(0);

        await somebody.DoAsync("commit");
        ((Done)await storage.ExecuteAsync(command, Jars.Ask("a", new Put(1)))).Repeated.ShouldBeFalse();
    }

    [Fact]
    public async Task Simulating_does_not_stand_in_the_queue()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database) { LockTimeout = TimeSpan.FromMilliseconds(10) });
        await using var somebody = await Sql.OpenAsync(database);
        await somebody.DoAsync(HoldTheLane);

        (await storage.SimulateAsync(Jars.Ask("a", new Put(1)))).Outcome.ShouldBeOfType<Accepted>();
    }

    [Fact]
    public async Task A_statement_the_server_cancelled_is_tried_again()
    {
        var database = await server.MigratedAsync();
        await using var somebody = await Sql.OpenAsync(database);
        await somebody.DoAsync($"alter database {new NpgsqlConnectionStringBuilder(database).Database} set statement_timeout = '100ms'");
        using var counted = new Counted();
        await using var storage = new PostgresStorage(new(database));
        await somebody.DoAsync("set statement_timeout = 0");
        await somebody.DoAsync(HoldTheLane);

        var asked = storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await Wait.UntilAsync("it was cancelled", () => Task.FromResult(asked.IsCompleted || counted["tempest.command.retries:57014"] > 0));
        await somebody.DoAsync("commit");

        (await asked.Soon()).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task Settings_of_the_connection_string_are_kept()
    {
        var database = await server.EmptyAsync();
        await using var somebody = await Sql.OpenAsync(database);
        await somebody.DoAsync("create schema elsewhere");
        await using var storage = new PostgresStorage(new(database + ";Options=-c search_path=elsewhere"));
        await storage.MigrateAsync();
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        (await somebody.AskAsync<long>("select count(*) from elsewhere.events")).ShouldBe(1);
    }
}
