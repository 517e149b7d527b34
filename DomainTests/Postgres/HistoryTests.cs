using System.Diagnostics.Metrics;
using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>What the database itself refuses, and what becomes of a command whose connection is lost or that meets others.</summary>
public sealed class HistoryTests(TestServer server)
{
    [Theory]
    [InlineData("update events set actor = 'another'")]
    [InlineData("delete from events")]
    [InlineData("truncate events")]
    public async Task History_is_not_changed(string sql)
    {
        var connection = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(connection));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        (await Should.ThrowAsync<PostgresException>(() => RunAsync(connection, sql))).MessageText.ShouldStartWith("events are history");
    }

    [Theory]
    [InlineData("version", "position + 1000")]
    [InlineData("version + 1000", "position")]
    public async Task A_writer_that_wakes_up_late_is_refused_whatever_the_isolation(string version, string position)
    {
        var connection = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(connection));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        var late = $"""
            insert into events select tenant, stream, {version}, {position}, category, id, type, schema, data, 'a zombie', command_id,
              correlation_id, causation_id, happened_at, recorded_at from events
            """;
        (await Should.ThrowAsync<PostgresException>(() => RunAsync(connection, late))).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }

    [Theory]
    [InlineData(Moment.Decided)]
    [InlineData(Moment.InDoubt)]
    [InlineData(Moment.Committed)]
    public async Task A_connection_lost_at_any_moment_is_made_good(Moment when)
    {
        var connection = await server.MigratedAsync();
        var lost = false;
        await using var storage = new PostgresStorage(new(connection)
        {
            At = moment =>
            {
                if (moment != when || lost) return;
                lost = true;
                RunAsync(connection, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tempest'").GetAwaiter().GetResult();
            },
        });

        var answer = (Done)await storage.ExecuteAsync(Jars.Named("once"), Jars.Ask("a", new Put(1)));

        lost.ShouldBeTrue();
        answer.State<Jar>().Coins.ShouldBe(1);
        (await storage.HistoryAsync(Jars.Category.Stream("a").Stream, 1, 10)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_by_the_commands_id()
    {
        // The host sees its connection break while the server commits: it decides again, and finds that it was done.
        var connection = await server.MigratedAsync();
        await using var other = new PostgresStorage(new(connection));
        var once = false;
        await using var storage = new PostgresStorage(new(connection)
        {
            UseLane = false,
            At = moment =>
            {
                if (moment != Moment.InDoubt || once) return;
                once = true;
                other.ExecuteAsync(Jars.Named("once"), Jars.Ask("a", new Put(1))).GetAwaiter().GetResult();
            },
        });

        var answer = (Done)await storage.ExecuteAsync(Jars.Named("once"), Jars.Ask("a", new Put(1)));

        answer.Repeated.ShouldBeTrue();
        (await storage.HistoryAsync(Jars.Category.Stream("a").Stream, 1, 10)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_never_gets_through_is_told_so_and_nothing_is_done()
    {
        var connection = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(connection) { LockTimeout = TimeSpan.FromMilliseconds(5), Attempts = 10 });
        using var attempts = new Counted("tempest.command.attempts");
        await using var database = NpgsqlDataSource.Create(connection);
        await using (var holder = await database.OpenConnectionAsync())
        await using (var transaction = await holder.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("lock table lane_0 in share row exclusive mode", holder);
            await hold.ExecuteNonQueryAsync();
            (await Should.ThrowAsync<TooBusyException>(() => storage.ExecuteAsync(Jars.Named("x"), Jars.Ask("a", new Put(1)))))
                .Message.ShouldBe("Gave up after 10 attempts.");
        }

        attempts.Values.ShouldContain(10);
        ((Done)await storage.ExecuteAsync(Jars.Named("x"), Jars.Ask("a", new Put(1)))).Repeated.ShouldBeFalse();
    }

    [Fact]
    public async Task A_command_takes_two_round_trips_or_three_when_its_state_is_not_at_hand()
    {
        var connection = await server.MigratedAsync();
        await using (var before = new PostgresStorage(new(connection))) await before.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await using var storage = new PostgresStorage(new(connection));

        (await TripsAsync(() => storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1))))).ShouldBe(3);
        (await TripsAsync(() => storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1))))).ShouldBe(2);
    }

    private static async Task<int> TripsAsync(Func<Task> work)
    {
        using var trips = new Counted("tempest.command.roundtrips");
        await work();
        return trips.Values.Count;
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a meter measured in the flow of control that made this; other tests use the same meter.</summary>
    private sealed class Counted : IDisposable
    {
        private static readonly AsyncLocal<Counted?> Mine = new();
        private readonly MeterListener listener = new();

        public Counted(string instrument)
        {
            listener.InstrumentPublished = (published, self) =>
            {
                if (published.Meter.Name == "Tempest.Postgres" && published.Name == instrument) self.EnableMeasurementEvents(published);
            };
            listener.SetMeasurementEventCallback<int>((_, value, _, _) => Add(value));
            listener.SetMeasurementEventCallback<long>((_, value, _, _) => Add((int)value));
            listener.Start();
            Mine.Value = this;
        }

        public List<int> Values { get; } = [];

        public void Dispose() => listener.Dispose();

        private void Add(int value)
        {
            if (Mine.Value == this) Values.Add(value);
        }
    }
}
