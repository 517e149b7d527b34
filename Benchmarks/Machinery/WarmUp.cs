using Tempest.Adapters.Postgres;

namespace Tempest.Benchmarks.Machinery;

/// <summary>
/// Lets .NET compile what is measured, and compile it anew, behind the commands' backs, once it turns out to be used much: it takes as much
/// of the machine as the commands do.
/// </summary>
internal static class WarmUp
{
    private static readonly Pace Pace = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(0.5), Rounds: 1);

    public static async Task RunAsync(BenchmarkServer server)
    {
        var database = await server.MigratedAsync();
        PostgresOptions lane = new(database), plain = new(database) { Executor = ExecutorKind.Plain };
        foreach (var options in (PostgresOptions[])[plain, lane with { MemoryForStates = 0 }, lane])
        {
            await using var storage = new PostgresStorage(options);
            await OfAsync(new(8, Tallies.Adding(storage, 1_000)));
        }
    }

    /// <summary>What is asked here is neither told of nor checked, and what it costs not counted.</summary>
    public static Task OfAsync(Load load) => load.MeasureAsync(Pace, () => new(0, 0));
}
