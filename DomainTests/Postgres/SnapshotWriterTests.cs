using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>Snapshots are written behind the callers' backs: nothing that happens there reaches a caller.</summary>
public sealed class SnapshotWriterTests(TestServer server)
{
    [Fact]
    public async Task A_state_that_cannot_be_written_disturbs_nobody()
    {
        var database = await server.MigratedAsync();
        var storage = Open(database);
        var moods = Category<Mood, JarCommand, JarEvent>.Of<MoodDecider>(
            "mood", (JsonTypeInfo<Mood>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Mood)), [.. Jars.Category.Events]);
        await storage.ExecuteAsync(Jars.Anonymous, new([moods.Stream("m")], now => now.Decide(moods, "m", new Put(1))));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("j", new Put(1)));

        await Wait.UntilAsync("the jar's snapshot is there", async () =>
        {
            if (await storage.VersionAsync(Jars.Category.Stream("j")) > 0) return true;
            await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("j", new Put(1)));
            return false;
        });
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task What_is_being_written_when_the_host_stops_is_written()
    {
        var database = await server.MigratedAsync();
        await using var somebody = await Sql.OpenAsync(database);
        await using var watcher = await Sql.OpenAsync(database);
        await somebody.DoAsync("begin; lock table snapshots in exclusive mode");
        var storage = Open(database);
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("j", new Put(1)));
        await watcher.UntilTempestAsync("wait_event_type = 'Lock' and query like 'insert into snapshots%'");

        var stopping = storage.DisposeAsync();
        await somebody.DoAsync("commit");
        await stopping;

        (await watcher.AskAsync<long>("select count(*) from snapshots where id = 'j'")).ShouldBe(1);
    }

    [Fact]
    public async Task Every_last_state_is_saved_without_another_one_to_push_it()
    {
        await using var storage = Open(await server.MigratedAsync());
        for (var jar = 0; jar < 150; jar++)
        {
            await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask($"{jar}", new Put(1)));
            await Wait.UntilAsync("it is saved", async () => await storage.VersionAsync(Jars.Category.Stream($"{jar}")) == 1);
        }
    }

    private static PostgresStorage Open(string database) => new(new(database) { SnapshotInterval = TimeSpan.FromMilliseconds(1) });

    /// <summary>No JSON can say how it feels.</summary>
    private sealed record Mood(double Feeling);

    private sealed class MoodDecider : IDecider<Mood, JarCommand, JarEvent>
    {
        public static Mood Initial { get; } = new(0);

        public static Decision<JarEvent> Decide(Mood state, JarCommand command) => [new CoinsPut(1, "somebody")];

        public static Mood Evolve(Mood state, JarEvent happened) => new(double.NaN);
    }
}
