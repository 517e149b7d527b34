using Tempest.Benchmarks;

// dotnet run -c Release --project Benchmarks -- [list | all | SCENARIO …]
var wanted = args is [] or ["all"] ? Scenario.All.Keys : (IEnumerable<string>)args;
if (args is ["list"])
{
    foreach (var (name, scenario) in Scenario.All) Console.WriteLine($"{name,-10} {scenario.Claim}");
    return 0;
}

var unknown = wanted.Where(name => !Scenario.All.ContainsKey(name)).ToArray();
if (unknown.Length > 0)
{
    await Console.Error.WriteLineAsync($"No scenario {string.Join(", ", unknown)}; there are {string.Join(", ", Scenario.All.Keys)}.");
    return 1;
}

await using var server = await BenchmarkServer.StartAsync();
foreach (var name in wanted)
{
    Console.WriteLine($"\n{name}: {Scenario.All[name].Claim}");
    await Scenario.All[name].Run(server);
}

return 0;
