using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Tempest.Benchmarks.Machinery;

/// <summary>
/// The limit to compare with: PostgreSQL's own load generator, in C, doing the cycle of an event sourced command: begin
/// serializable, select the snapshot, select what is newer, insert an event, upsert the snapshot, commit.
/// </summary>
internal static partial class PgBench
{
    private const string Cycle = """
        \set s random(1, :streams)
        begin isolation level serializable;
        select version as v, state as st from control_snapshots where tenant = 'default' and stream = stream_key('tally/' || :s::text) \gset
        select coalesce(max(version), :v) as last from (select version, data from control_events
          where tenant = 'default' and stream = stream_key('tally/' || :s::text) and version > :v order by version) e \gset
        insert into control_events values ('default', stream_key('tally/' || :s::text), :last + 1, 'counted',
          jsonb_build_object('amount', 1, 'note', repeat('counted ', 27)), 'benchmark', 'c' || :s::text || '-' || :last::text, now());
        insert into control_snapshots values ('default', stream_key('tally/' || :s::text), :last + 1,
          jsonb_build_object('sum', :last + 1, 'last', repeat('counted ', 27)))
          on conflict (tenant, stream) do update set version = excluded.version, state = excluded.state;
        commit;
        """;

    /// <exception cref="InvalidOperationException">There is no pgbench on this machine, or it failed.</exception>
    public static async Task<Figures> RunAsync(string connection, int clients, int streams, Pace pace, BenchmarkServer server)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Cycle);
        try
        {
            await RunAsync(connection, clients, streams, pace.Warmup, script);
            var (before, client) = (server.Cpu().Server, BenchmarkServer.CpuOfChildren());
            var output = await RunAsync(connection, clients, streams, pace.Measured, script);
            var (after, clientAfter) = (server.Cpu().Server, BenchmarkServer.CpuOfChildren());
            var done = Number(Transactions().Match(output));
            return new(
                Number(Tps().Match(output)), double.NaN, double.NaN, double.NaN,
                Retried().Match(output) is { Success: true } retried ? Number(retried) : 0,
                (clientAfter - client) / done, (after - before) / done, double.NaN);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<string> RunAsync(
        string connection, int clients, int streams, TimeSpan time, string script)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(Program(),
        [
            "-n", "-M", "prepared", "-f", script, "-c", Text(clients), "-j", Text(Math.Min(clients, 2)), "-T", Text((int)Math.Max(1, time.TotalSeconds)),
            "--max-tries", "20", "-D", $"streams={Text(streams)}", "-h", to.Host!, "-p", Text(to.Port), "-U", to.Username!, to.Database!,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (to.Password is { } password) start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"pgbench failed: {await errors}");
    }

    private static string Program()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(v => Path.Combine(v, "bin")) : []);
        return folders.Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("pgbench, the control, is not on this machine: install PostgreSQL's server package, which brings it.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();

    [GeneratedRegex(@"transactions actually processed: (\d+)")]
    private static partial Regex Transactions();

    [GeneratedRegex(@"total number of retries: (\d+)")]
    private static partial Regex Retried();
}
