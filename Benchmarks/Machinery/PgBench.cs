using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Tempest.Benchmarks.Machinery;

/// <summary>
/// The limit to compare with: PostgreSQL's own load generator, in C, doing the cycle of an event sourced command: begin
/// serializable, select the snapshot, select what is newer, insert an event, upsert the snapshot, commit. It need not
/// do what Tempest does besides: give positions, remember answers, know streams by a digest of their names.
/// </summary>
internal static partial class PgBench
{
    /// <summary>One transaction of so many is timed.</summary>
    private const double Sampled = 0.2;

    /// <summary>How often pgbench tries a transaction that met others.</summary>
    private const int Tries = 20;

    private const string Cycle = """
        \set s random(1, :streams)
        \set k :s * 2654435761 % 90000000 + 10000000
        begin isolation level serializable;
        select version as v, state as st from control_snapshots
          where tenant = 'default' and stream = :k::text || '.tally/' || :s::text
            and fingerprint = :fingerprint::text \gset
        select coalesce(max(version), :v::bigint) as last from (
          select version, data from control_events
          where tenant = 'default' and stream = :k::text || '.tally/' || :s::text and version > :v::bigint
          order by version) e \gset
        insert into control_events values (
          'default', :k::text || '.tally/' || :s::text, :last::bigint + 1, :last::bigint + 1,
          'tally', :s::text, 'counted', 1, :event::jsonb, 'benchmark', 'command-' || :s::text || '-' || :last::text,
          'command-' || :s::text || '-' || :last::text, null, now(), now());
        insert into control_snapshots values (
          'default', 'tally', :fingerprint::text, :k::text || '.tally/' || :s::text, :s::text,
          :last::bigint + 1, :state::jsonb)
          on conflict (tenant, stream, fingerprint) do update set version = excluded.version, state = excluded.state;
        commit;
        """;

    /// <exception cref="InvalidOperationException">There is no pgbench on this machine.</exception>
    public static string Program()
    {
        var debian = new DirectoryInfo("/usr/lib/postgresql");
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(debian.Exists ? debian.GetDirectories().Select(of => Path.Combine(of.FullName, "bin")) : [])
            .Select(folder => Path.Combine(folder, "pgbench"))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "pgbench, the control, is not here: install PostgreSQL (apt-get install postgresql), which brings it.");
    }

    /// <summary>The control's tables in a young database: streams that are known and have no events yet.</summary>
    public static Task PrepareAsync(string connection, int streams) => BenchmarkServer.DoAsync(connection, $"""
        {History.ControlTables}
        insert into control_snapshots
          select 'default', 'tally', '{Tallies.Category.Fingerprint}', control_key(s), s::text, 0, '{History.State}'
          from generate_series(1, {streams}) s;
        """);

    /// <param name="connection">A database with the control's tables.</param>
    /// <param name="clients">At once, on two threads.</param>
    /// <param name="streams">That are worked on at random.</param>
    /// <param name="pace">How long.</param>
    /// <param name="server">Whose CPU time is counted.</param>
    public static async Task<Figures> RunAsync(
        string connection, int clients, int streams, Pace pace, BenchmarkServer server)
    {
        var folder = Directory.CreateTempSubdirectory("pgbench-");
        try
        {
            var script = Path.Combine(folder.FullName, "cycle.sql");
            await File.WriteAllTextAsync(script, Cycle);
            await RunAsync(connection, clients, streams, pace.Warmup, script);
            var spent = new CpuTime(Cpu.OfEndedChildren(), server.CpuOfServer());
            var said = await RunAsync(connection, clients, streams, pace.Measured, script,
                "--log", $"--log-prefix={Path.Combine(folder.FullName, "log")}", $"--sampling-rate={Text(Sampled)}");
            spent = new CpuTime(Cpu.OfEndedChildren(), server.CpuOfServer()) - spent;
            var done = Number(Processed(), said);
            var (p50, p95, p99) = Statistics.Percentiles(Latencies(folder));
            return new(
                Number(PerSecond(), said), p50, p95, p99, Number(Retried(), said),
                spent.Client / done, spent.Server / done, double.NaN, Number(Failed(), said));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(
        string connection, int clients, int streams, TimeSpan time, string script, params IEnumerable<string> more)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(Program(),
        [
            "--no-vacuum", "--protocol=prepared", $"--file={script}", $"--max-tries={Text(Tries)}",
            $"--client={Text(clients)}", $"--jobs={Text(Math.Min(clients, 2))}",
            $"--time={Text(Math.Max(1, Math.Round(time.TotalSeconds)))}",
            $"--define=streams={Text(streams)}", $"--define=fingerprint={Tallies.Category.Fingerprint}",
            $"--define=event={History.Event}", $"--define=state={History.State}",
            "-h", to.Host!, "-p", Text(to.Port), "-U", to.Username!, .. more, to.Database!,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (to.Password is { } password) start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"pgbench failed: {(await errors).Split('\n')[0]}");
    }

    /// <summary>
    /// The third word of each line of the log is a transaction's time in microseconds, or that it failed.
    /// </summary>
    private static double[] Latencies(DirectoryInfo folder) =>
        [.. folder.EnumerateFiles("log*").SelectMany(file => File.ReadLines(file.FullName))
            .Select(line => line.Split(' ')[2]).Where(word => char.IsAsciiDigit(word[0]))
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture) / 1000).Order()];

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>0 where an older pgbench does not say.</summary>
    private static double Number(Regex what, string said) => what.Match(said) is { Success: true } found
        ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
        : 0;

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"transactions actually processed: (\d+)")]
    private static partial Regex Processed();

    [GeneratedRegex(@"total number of retries: (\d+)")]
    private static partial Regex Retried();

    [GeneratedRegex(@"number of failed transactions: (\d+)")]
    private static partial Regex Failed();
}
