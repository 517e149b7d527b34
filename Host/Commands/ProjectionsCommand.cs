using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tempest.Application.Reporting;
using Command = System.CommandLine.Command;

namespace Tempest.Host.Commands;

/// <summary><c>tempest projections</c>: how far reports hold, and counting them anew.</summary>
public static class ProjectionsCommand
{
    public static Command Create() => new("projections", "What reports are made of.")
    {
        Status(), Rebuild(), Pause("pause", "Let a projection stand where it is.", paused: true),
        Pause("resume", "Let a projection go on, also one that had stopped at an event.", paused: false),
    };

    private static Command Status()
    {
        var command = new Command("status", "How far each holds, and why one that stands still does. Exits with 1 when one has stopped at an event.");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var head = await database.Storage.HeadAsync(cancel);
            var all = (await database.Storage.Projections.GenerationsAsync(cancel)).Where(one => one.State is not GenerationState.Retired).ToArray();
            AnsiConsole.Write(TableOf(all, head));
            foreach (var one in all)
            {
                Console.WriteLine($"{NameOf(one)}: digest {(await database.Storage.Projections.DigestAsync(one, cancel))[..16]}");
                if (one is { State: GenerationState.Building, IsPaused: false }) Console.WriteLine(ProgressOf(one, head));
                if (one.Fault is not null) Console.WriteLine($"{NameOf(one)} stopped: {one.Fault}");
            }

            if (!await database.Storage.IsGuardedAsync(cancel))
                Console.WriteLine("The server does not guard them: whoever migrated it may not make roles. Only the code keeps others from writing them.");
            return all.Any(one => one.Fault is not null) ? 1 : 0;
        });
        return command;
    }

    /// <summary>Fits into a terminal of 80 characters, also when there are a hundred million events.</summary>
    private static Table TableOf(IEnumerable<Generation> all, long head)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("projection", "state")
            .AddColumn(new TableColumn("position").RightAligned()).AddColumn(new TableColumn("behind").RightAligned()).AddColumn("holds at");
        foreach (var one in all)
        {
            table.AddRow(new[]
            {
                NameOf(one), StateOf(one), Text(one.Position), Text(Math.Max(0, head - one.Position)),
                one.Time?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "",
            }.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    /// <summary>Two generations of one projection are told apart.</summary>
    private static string NameOf(Generation one) => $"{one.Projection} {one.Number}";

    private static string ProgressOf(Generation one, long head) => string.Create(CultureInfo.InvariantCulture,
        $"{NameOf(one)}: {one.Position} of {head}, {one.Rate:F0} a second, {one.LeftTo(head).TotalSeconds:F0} s left");

    private static Command Rebuild()
    {
        var name = Name("Which, or all of them.", () => "all");
        var command = new Command("rebuild", "Count from the first event again, beside what is shown, which is then replaced at once. "
            + "Stopped in between, it goes on where it was, here or on any host that runs.") { name };
        command.SetAction(async (parsed, cancel) =>
        {
            var wanted = ProjectionBook.All.Where(one => parsed.GetValue(name) is "all" || one.Name == parsed.GetValue(name)).ToArray();
            await using var database = await Database.OpenAsync(cancel);
            var store = database.Storage.Projections;
            var projector = new Projector(database.Storage, store, wanted, TimeProvider.System);
            foreach (var one in wanted)
            {
                var isNew = await store.BeginAsync(one.Name, one.Fingerprint, cancel);
                Console.WriteLine(isNew ? $"{one.Name}: begun." : $"{one.Name}: one is being built already; carrying it on.");
            }

            var next = DateTimeOffset.UtcNow;
            while (await projector.RoundAsync(cancel) || (await BuildingAsync(store, wanted, cancel)).Any(one => one is { IsPaused: false, Fault: null }))
            {
                if (DateTimeOffset.UtcNow < next) continue;

                next = DateTimeOffset.UtcNow.AddSeconds(1);
                var head = await database.Storage.HeadAsync(cancel);
                foreach (var one in await BuildingAsync(store, wanted, cancel)) Console.WriteLine(ProgressOf(one, head));
            }

            var stopped = await BuildingAsync(store, wanted, cancel);
            foreach (var one in stopped) Console.WriteLine($"{one.Projection}: {one.Fault ?? "is paused"}");
            foreach (var one in (await store.GenerationsAsync(cancel)).Where(one => one.State is GenerationState.Live && wanted.Any(w => w.Name == one.Projection)))
                Console.WriteLine($"{NameOf(one)}: holds at {one.Position}, digest {(await store.DigestAsync(one, cancel))[..16]}");
            return stopped.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command Pause(string verb, string description, bool paused)
    {
        var name = Name("Which.");
        var command = new Command(verb, description) { name };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            if (await database.Storage.Projections.PauseAsync(parsed.GetValue(name)!, paused, cancel)) return 0;

            await Console.Error.WriteLineAsync($"tempest: {parsed.GetValue(name)} has not been begun yet.");
            return 1;
        });
        return command;
    }

    private static Argument<string> Name(string description, Func<string>? usual = null)
    {
        var names = ProjectionBook.All.Select(one => one.Name).ToArray();
        var name = new Argument<string>("projection") { Description = $"{description} There are {string.Join(", ", names)}." };
        if (usual is not null) name.DefaultValueFactory = _ => usual();
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } given && !names.Contains(given) && (usual is null || given != usual()))
                result.AddError($"There is no projection {given}; there are {string.Join(", ", names)}.");
        });
        return name;
    }

    private static async Task<IReadOnlyList<Generation>> BuildingAsync(IProjected store, Projection[] wanted, CancellationToken cancel) =>
        [.. (await store.GenerationsAsync(cancel)).Where(one => one.State is GenerationState.Building && wanted.Any(w => w.Name == one.Projection))];

    private static string StateOf(Generation one) => one switch
    {
        { Fault: not null } => "stopped",
        { IsPaused: true, State: GenerationState.Building } => "building, paused",
        { IsPaused: true } => "paused",
        _ => one.State.ToString().ToLowerInvariant(),
    };

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
