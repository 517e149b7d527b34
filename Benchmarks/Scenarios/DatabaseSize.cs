using System.Globalization;
using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>
/// The same work, on 10,000 streams of ten events each, in databases that hold more and more others besides: what a
/// command costs should not depend on them.
/// </summary>
internal static class DatabaseSize
{
    private const int Busy = 10_000, EventsEach = 10, Clients = 32;

    public static async Task RunAsync(Session session)
    {
        var sizes = new List<Sized>();
        foreach (var streams in (int[])[10_000, 100_000, .. session.Large ? [1_000_000] : (int[])[]])
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"{streams * EventsEach:N0} events");
            var database = await session.Server.PastAsync(streams, EventsEach);
            sizes.Add(new(what, streams / Busy, database, new(new PostgresOptions(database)), []));
        }

        var rounds = new Rounds("size", session.Report);
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            Control? smallest = null;
            foreach (var (what, apart, _, storage, receipts) in sizes)
            {
                var load = new Load(Clients, Tallies.Adding(storage, Busy, apart));
                var run = await load.MeasureAsync(session.Pace, session.Server.Cpu);
                receipts.Add(run.Receipt);
                rounds.Add(what, run.Figures, smallest,
                    besides: smallest is { } control ? [("CPU to that", Cpu(run.Figures) / Cpu(control.Figures))] : []);
                smallest ??= (what, run.Figures);
            }
        }

        rounds.Report();
        foreach (var size in sizes)
        {
            await size.Storage.DisposeAsync();
            await Check.ReceiptsAsync(size.Database, size.Receipts);
        }
    }

    private static double Cpu(Figures figures) => figures.Client + figures.Server;

    /// <param name="What">Its name.</param>
    /// <param name="Apart">Every so-manieth stream is busy.</param>
    private sealed record Sized(
        string What, int Apart, string Database, PostgresStorage Storage, List<Receipt> Receipts);
}
