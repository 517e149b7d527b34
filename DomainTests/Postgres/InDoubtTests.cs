using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>The connection is lost during COMMIT: the caller is answered, and it was done once, whichever way that went.</summary>
public sealed class InDoubtTests(TestServer server)
{
    private const string Kill = "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and application_name = 'tempest' and ";

    [Fact]
    public async Task Before_the_commit_happened()
    {
        var database = await server.MigratedAsync();
        await using var killer = await Sql.OpenAsync(database);

        var (answer, counted) = await PutAsync(database, () => killer.AskAsync<bool>(Kill + "state = 'idle in transaction'").GetAwaiter().GetResult());

        answer.Repeated.ShouldBeFalse();
        counted.ShouldBe(1);
    }

    [Fact]
    public async Task After_the_commit_happened()
    {
        await using var own = await TestServer.PrivateAsync();
        await using (var schema = new PostgresStorage(new(own.ConnectionString))) await schema.MigrateAsync();
        await using var standby = await MissingStandby.BeginAsync(own.ConnectionString);
        Task? killing = null;

        var (answer, counted) = await PutAsync(
            own.ConnectionString, () => killing = Task.Run(() => standby.KillWhoWaitsAsync(times: 1)));

        await killing!;
        answer.Repeated.ShouldBeTrue();
        counted.ShouldBe(1);
    }

    /// <returns>The answer, and how often the reason "the connection was lost" led to another attempt.</returns>
    private static async Task<(Done Answer, long Retries)> PutAsync(string database, Action inDoubt)
    {
        var doubts = 0;
        using var counted = new Counted();
        await using var storage = new PostgresStorage(new(database)
        {
            SnapshotInterval = TimeSpan.FromHours(1),
            At = moment =>
            {
                if (moment == Moment.InDoubt && doubts++ == 0) inDoubt();
            },
        });

        var answer = (Done)await storage.ExecuteAsync(Jars.Named("put"), Jars.Ask("a", new Put(1))).Soon();

        answer.State<Jar>().Coins.ShouldBe(1);
        (await storage.ReadAsync(0, 10)).Count.ShouldBe(1);
        (await storage.HeadAsync()).ShouldBe(1);
        return (answer, counted["tempest.command.retries"]);
    }
}
