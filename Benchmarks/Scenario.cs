using Tempest.Benchmarks.Machinery;
using Tempest.Benchmarks.Scenarios;

namespace Tempest.Benchmarks;

/// <summary>A claim and what measures it, beside a limit or a control of the same run.</summary>
/// <param name="Name">By which it is asked for.</param>
/// <param name="Claim">What it shows.</param>
/// <param name="Run">Measures, reports and checks.</param>
internal sealed record Scenario(string Name, string Claim, Func<Session, Task> Run)
{
    /// <summary>Whether pgbench is one of its controls.</summary>
    public bool NeedsPgBench { get; init; }

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("random", "commands on 100,000 streams, beside pgbench doing the same cycle", RandomStreams.RunAsync)
        {
            NeedsPgBench = true,
        },
        new("hot", "all clients on one stream, beside a transaction for each command", HotStreams.OneAsync),
        new("hot20", "all clients on 20 streams, beside a transaction for each command", HotStreams.TwentyAsync),
        new("young", "200 streams in empty tables, beside pgbench on such", YoungDatabase.RunAsync)
        {
            NeedsPgBench = true,
        },
        new("hosts", "two hosts of 32 clients each, with the lane's lock and without", TwoHosts.RunAsync)
        {
            NeedsPgBench = true,
        },
        new("tenants", "nine small tenants beside one that floods", ManyTenants.RunAsync),
        new("pairs", "commands over two streams, beside a transaction for each command", Pairs.RunAsync),
        new("http", "orders over HTTP at a host of its own, beside the executor alone", Http.RunAsync),
        new("snapshots", "what saving snapshots costs, by how long they gather", SnapshotIntervals.RunAsync),
        new("rebuild", "1,000,000 events folded into 100,000 snapshots, beside COPY of them", Rebuild.RunAsync),
        new("anew", "1,000,000 events: all snapshots and projections dropped and made anew while customers order", Anew.RunAsync),
        new("feed", "1,000,000 events read page by page, beside COPY of them", FeedPages.RunAsync),
        new("load", "an entity with 1,000,000 events loads as fast as one with 10", LoadByHistory.RunAsync),
        new("size", "the same work in larger databases, to 10,000,000 events by --large", DatabaseSize.RunAsync),
        new("import", "10,000 orders a minute or better, beside as many plain inserts", ImportOrders.RunAsync),
    ];
}

/// <summary>What a scenario works with.</summary>
/// <param name="Server">A PostgreSQL for benchmarks only.</param>
/// <param name="Pace">How long and how often is measured.</param>
/// <param name="Report">Where results go.</param>
/// <param name="Large">Whether databases may be so large that making them takes minutes.</param>
internal sealed record Session(BenchmarkServer Server, Pace Pace, Report Report, bool Large = false);
