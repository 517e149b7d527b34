using System.CommandLine;
using System.Runtime.InteropServices;
using Npgsql;
using Tempest.Adapters.Postgres.Embedded;
using Tempest.Benchmarks;
using Tempest.Benchmarks.Machinery;

// dotnet run -c Release --project Benchmarks -- [list | all | SCENARIO …]
//     [--rounds N] [--seconds N] [--large] [--json FILE|-]
var scenarios = new Argument<string[]>("scenario")
{
    Arity = ArgumentArity.ZeroOrMore, Description = "Which; all unless given; 'list' names them.",
};
var rounds = new Option<int>("--rounds")
{
    DefaultValueFactory = _ => 3, Description = "How often each is measured; medians are reported.",
};
var seconds = new Option<int>("--seconds")
{
    DefaultValueFactory = _ => 4, Description = "How long each is measured, after half as long a warm-up.",
};
var large = new Option<bool>("--large") { Description = "With the largest database too, which takes minutes to fill." };
var json = new Option<string?>("--json") { Description = "Writes the results there as JSON; '-' is standard output." };
var root = new RootCommand("Tempest's claims, measured.") { scenarios, rounds, seconds, large, json };
root.Add(Worker.Command());
root.SetAction(async parsed =>
{
    var (names, known) = (parsed.GetValue(scenarios) ?? [], Scenario.All.Select(scenario => scenario.Name).ToArray());
    if (names is ["list"])
    {
        foreach (var scenario in Scenario.All) Console.WriteLine($"{scenario.Name,-10} {scenario.Claim}");
        return 0;
    }

    if (names.FirstOrDefault(name => name != "all" && !known.Contains(name)) is { } unknown)
        return Refuse($"There is no '{unknown}'; there are {string.Join(", ", known)}, and all. 'list' explains them.");
    if (parsed.GetValue(rounds) < 1 || parsed.GetValue(seconds) < 1)
        return Refuse("Rounds and seconds are whole numbers of 1 or more.");

    var measured = TimeSpan.FromSeconds(parsed.GetValue(seconds));
    await RunAsync(
        [.. Scenario.All.Where(scenario => names is [] || names.Contains("all") || names.Contains(scenario.Name))],
        new(measured / 2, measured, parsed.GetValue(rounds)), parsed.GetValue(large), parsed.GetValue(json));
    return 0;
});

var asked = root.Parse(args);
if (asked.Errors is [var error, ..]) return Refuse(error.Message);
try
{
    return await asked.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is InvalidOperationException or NpgsqlException or EmbeddedPostgresException or IOException
    or UnauthorizedAccessException)
{
    return Refuse(e.Message);
}

static async Task RunAsync(IReadOnlyList<Scenario> chosen, Pace pace, bool large, string? json)
{
    var results = json == "-" ? Console.Out : null;
    if (results is not null) Console.SetOut(Console.Error);
    if (chosen.Any(scenario => scenario.NeedsPgBench)) PgBench.Program();

    await using var server = await BenchmarkServer.StartAsync();
    var report = new Report(new(DateTimeOffset.UtcNow, Environment.ProcessorCount, server.Version,
        RuntimeInformation.FrameworkDescription, pace.Measured.TotalSeconds, pace.Rounds));
    var session = new Session(server, pace, report, large);
    await WarmUp.RunAsync(server);
    Console.WriteLine(Report.Heading);
    foreach (var scenario in chosen)
    {
        Console.WriteLine($"{scenario.Name}: {scenario.Claim}");
        await scenario.Run(session);
        await server.DropDatabasesAsync();
    }

    Console.WriteLine();
    Console.WriteLine(report.Markdown());
    if (results is not null) await results.WriteLineAsync(report.Json());
    else if (json is not null) await File.WriteAllTextAsync(json, report.Json());
}

static int Refuse(string why)
{
    Console.Error.WriteLine($"benchmarks: {why}");
    return 1;
}
