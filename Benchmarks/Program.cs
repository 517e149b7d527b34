using System.CommandLine;
using Tempest.Benchmarks;
using Tempest.Benchmarks.Machinery;
using Tempest.Benchmarks.Scenarios;

// dotnet run -c Release --project Benchmarks -- [list | all | SCENARIO …] [--rounds N] [--seconds N] [--json FILE]
var scenarios = new Argument<string[]>("scenario") { Arity = ArgumentArity.ZeroOrMore, Description = "Which; all unless given; 'list' names them." };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "How often each is measured; medians are reported." };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 4, Description = "How long each is measured, after half as long a warm-up." };
var json = new Option<FileInfo?>("--json") { Description = "Writes the results there." };
var root = new RootCommand("Tempest's claims, measured.") { scenarios, rounds, seconds, json };
root.Add(TwoHosts.Worker());
root.Add(OverHttp.LoadGenerator());
root.SetAction(async parsed =>
{
    var names = parsed.GetValue(scenarios) ?? [];
    if (names is ["list"])
    {
        foreach (var scenario in Scenario.All) Console.WriteLine($"{scenario.Name,-10} {scenario.Claim}");
        return 0;
    }

    var unknown = names.Where(name => name != "all" && Scenario.All.All(scenario => scenario.Name != name)).ToArray();
    if (unknown.Length > 0 || parsed.GetValue(rounds) < 1 || parsed.GetValue(seconds) < 1)
    {
        await Console.Error.WriteLineAsync(unknown.Length == 0 ? "Rounds and seconds are 1 or more."
            : $"No scenario {string.Join(", ", unknown)}; there are {string.Join(", ", Scenario.All.Select(scenario => scenario.Name))}.");
        return 1;
    }

    var measured = TimeSpan.FromSeconds(parsed.GetValue(seconds));
    await using var server = await BenchmarkServer.StartAsync();
    var session = new Session(server, new(measured / 2, measured, parsed.GetValue(rounds)), new());
    Console.WriteLine(Report.Heading);
    foreach (var scenario in Scenario.All.Where(scenario => names is [] or ["all"] || names.Contains(scenario.Name)))
    {
        Console.WriteLine($"{scenario.Name}: {scenario.Claim}");
        await scenario.Run(session);
    }

    Console.WriteLine($"\n{session.Report.Markdown()}");
    if (parsed.GetValue(json) is { } file) await File.WriteAllTextAsync(file.FullName, session.Report.Json());
    return 0;
});

try
{
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync($"benchmarks: {e.Message}");
    return 1;
}
