using System.Globalization;
using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>How long it takes to load an entity from the database, by the length of its history.</summary>
internal static class LoadByHistory
{
    private const int PerRound = 500;

    /// <summary>Another tally, whose snapshot is always gone.</summary>
    private const int Bare = 1, LengthOfBare = 100_000;

    /// <summary>In 1.2 times the time.</summary>
    private const double Reach = 1 / 1.2;

    private static readonly int[] Lengths = [10, 1_000, 100_000, 1_000_000];

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        foreach (var length in Lengths) await History.WriteOneAsync(database, length, length);
        await History.WriteOneAsync(database, Bare, LengthOfBare);
        await BenchmarkServer.DoAsync(database, "vacuum analyze");
        await using var storage = new PostgresStorage(new(database));
        foreach (var length in Lengths) await MeasureAsync(length);

        var trial = new Trial("load", session, database);
        await trial.RunAsync(async () =>
        {
            Control? shortest = null;
            foreach (var length in Lengths)
            {
                var figures = await MeasureAsync(length);
                if (shortest is { } control)
                {
                    trial.Add(Of(length), [], figures, control, Reach,
                        ("times that p50", figures.P50 / control.Figures.P50));
                }
                else trial.Add(Of(length), [], figures);
                shortest ??= (Of(length), figures);
            }

            await BenchmarkServer.DoAsync(database, $"delete from snapshots where id = '{Bare}'");
            trial.Add($"{Of(LengthOfBare)}, no snapshot", [],
                await Sequence.MeasureAsync(session.Server, 1, () => LoadAsync(storage, Bare, LengthOfBare)), shortest);
            await storage.FlushAsync();
        });

        Task<Figures> MeasureAsync(int length) =>
            Sequence.MeasureAsync(session.Server, PerRound, () => LoadAsync(storage, length, length));
    }

    private static async Task LoadAsync(PostgresStorage storage, int tally, int length)
    {
        var loaded = await storage.LoadAsync(Tallies.Stream(tally));
        if (loaded.State is not Tally state || state.Sum != length)
            throw new InvalidOperationException($"A tally of {length} events was loaded as {loaded.State}.");
    }

    private static string Of(int length) => string.Create(CultureInfo.InvariantCulture, $"{length:N0} events");
}
