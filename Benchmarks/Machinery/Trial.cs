namespace Tempest.Benchmarks.Machinery;

/// <summary>
/// A scenario on one database: measured in rounds, controls among them, then reported, and the database checked.
/// </summary>
internal sealed class Trial(string scenario, Session session, string connection)
{
    private readonly Rounds rounds = new(scenario, session.Report);
    private readonly List<Receipt> receipts = [];

    public Pace Pace => session.Pace;

    /// <summary>What an event adds to the sum that is checked, in SQL.</summary>
    public string Amount { get; init; } = Tallies.Amount;

    /// <returns>What it did, for others to be compared with.</returns>
    public async Task<Control> PgBenchAsync(int clients, int streams)
    {
        var what = $"pgbench, {Clients(clients)}";
        var figures = await PgBench.RunAsync(connection, clients, streams, Pace, session.Server);
        rounds.Add(what, figures);
        return (what, figures);
    }

    /// <param name="what">Its name, but for the number of clients.</param>
    /// <param name="load">Of which CPU time and allocations are this process's.</param>
    /// <param name="control">What it is compared with.</param>
    /// <param name="reach">The ratio to be reached.</param>
    /// <param name="besides">What else is to be said of it.</param>
    /// <returns>What it did, for others to be compared with.</returns>
    public async Task<Control> MeasureAsync(
        string what, Load load, Control? control = null, double? reach = null,
        Func<Figures, (string, double)>? besides = null)
    {
        var (name, run) = ($"{what}, {Clients(load.Clients)}", await load.MeasureAsync(Pace, session.Server.Cpu));
        Add(name, [run.Receipt], run.Figures, control, reach, besides is null ? [] : [besides(run.Figures)]);
        return (name, run.Figures);
    }

    /// <summary>What was measured elsewhere.</summary>
    public void Add(
        string what, IEnumerable<Receipt> acknowledged, Figures figures, Control? control = null, double? reach = null,
        params IReadOnlyList<(string, double)> besides)
    {
        receipts.AddRange(acknowledged);
        rounds.Add(what, figures, control, reach, besides);
    }

    /// <param name="round">Measures everything once.</param>
    /// <exception cref="InvalidOperationException">The database is not as was acknowledged.</exception>
    public async Task RunAsync(Func<Task> round)
    {
        for (var n = 1; n <= Pace.Rounds; n++)
        {
            await Console.Error.WriteLineAsync($"  {scenario}: round {n} of {Pace.Rounds}");
            await round();
        }

        rounds.Report();
        if (receipts.Count > 0) await Check.ReceiptsAsync(connection, receipts, Amount);
        else await Check.InvariantsAsync(connection);
    }

    private static string Clients(int clients) => clients == 1 ? "1 client" : $"{clients} clients";
}
