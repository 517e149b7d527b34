using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>The server breaks every connection there is, as a restart does: neither who writes nor who reads notices.</summary>
public sealed class LostConnectionTests(TestServer server)
{
    [Theory]
    [InlineData(Moment.Decided)]
    [InlineData(Moment.InDoubt)]
    [InlineData(Moment.Committed)]
    public async Task Connections_lost_at_any_moment_are_made_good(Moment when)
    {
        var connection = await server.MigratedAsync();
        var lost = false;
        await using var storage = new PostgresStorage(new(connection)
        {
            At = moment =>
            {
                if (moment != when || lost) return;
                lost = true;
                BreakAll(connection).GetAwaiter().GetResult();
            },
        });

        var answer = (Done)await storage.ExecuteAsync(Jars.Named("once"), Jars.Ask("a", new Put(1)));

        lost.ShouldBeTrue();
        answer.State<Jar>().Coins.ShouldBe(1);
        (await storage.HistoryAsync(Jars.Category.Stream("a").Stream, 1, 10)).Count.ShouldBe(1);
    }

    private static async Task BreakAll(string connection)
    {
        await using var server = await Sql.OpenAsync(connection);
        await server.DoAsync("""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'tempest'
            """);
    }
}
