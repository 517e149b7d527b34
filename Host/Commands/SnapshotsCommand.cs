using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tempest.Application;
using Tempest.Application.Storage;
using Command = System.CommandLine.Command;

namespace Tempest.Host.Commands;

/// <summary><c>tempest snapshots</c>: the cache of folded states, of which nothing can be lost.</summary>
public static class SnapshotsCommand
{
    private static readonly string Names = string.Join(", ", Categories.All.Select(category => category.Name));

    public static Command Create() => new("snapshots", "The cache of folded states: whatever goes of it comes back from the events.")
    {
        Status(), Discard(), Rebuild(), Verify(),
    };

    private static Command Status()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("status", "How the snapshots of each category stand.") { json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var all = new List<(Category Category, SnapshotStatus Status)>();
            foreach (var category in Categories.All) all.Add((category, await database.Storage.StatusAsync(category, cancel)));
            if (parsed.GetValue(json)) Console.WriteLine(Json(await database.Storage.HeadAsync(cancel), all));
            else Show(all);
            return 0;
        });
        return command;
    }

    private static void Show(IReadOnlyList<(Category Category, SnapshotStatus Status)> all)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("category");
        foreach (var title in (string[])["events", "snapshots", "current", "incompatible", "behind"])
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var (category, status) in all)
        {
            table.AddRow([category.Name, .. new[]
            {
                status.Events, status.Current + status.Incompatible, status.Current, status.Incompatible, status.Behind,
            }.Select(Number)]);
        }

        AnsiConsole.Write(table);
        Console.WriteLine("Current are used by this version; incompatible are another version's. Behind: events not yet in a current snapshot.");
    }

    private static JsonObject Json(long head, IReadOnlyList<(Category Category, SnapshotStatus Status)> all) => new()
    {
        ["position"] = head,
        ["categories"] = new JsonArray([.. all.Select(each => new JsonObject
        {
            ["category"] = each.Category.Name,
            ["fingerprint"] = each.Category.Fingerprint,
            ["events"] = each.Status.Events,
            ["current"] = each.Status.Current,
            ["incompatible"] = each.Status.Incompatible,
            ["behind"] = each.Status.Behind,
        })]),
    };

    private static Command Discard()
    {
        var what = new Argument<string?>("what")
        {
            Description = $"A category ({Names}), or one entity: order/O-17. All unless given.", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("discard", "Drop snapshots, of this version and of others. Nothing is lost: they come back when they are needed.") { what };
        command.Validators.Add(result => Known(result.GetValue(what)?.Split('/')[0], result.AddError));
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var (name, id) = parsed.GetValue(what)?.Split('/', 2) switch
            {
                null => (null, null),
                [var category] => (category, null),
                var both => ((string?)both[0], (string?)both[1]),
            };
            var dropped = 0L;
            foreach (var category in Chosen(name))
            {
                dropped += id is null
                    ? await database.Storage.DiscardAsync(category, cancel)
                    : await database.Storage.DiscardAsync(category.Stream(id), cancel);
            }

            Console.WriteLine($"{Number(dropped)} {(dropped == 1 ? "snapshot" : "snapshots")} dropped. Hosts that run keep what they have in memory.");
            return 0;
        });
        return command;
    }

    private static Command Rebuild()
    {
        var name = CategoryArgument();
        var command = new Command("rebuild",
            "Make snapshots anew from the events, ahead of time, while hosts run. Stopped, it goes on where it was when it is run again: "
            + "each finished part of some 200,000 entities is kept, until snapshots of the category are dropped.") { name };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            foreach (var category in Chosen(parsed.GetValue(name)))
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var status = await database.Storage.StatusAsync(category, cancel);
                var rebuilt = await Progress.ShowAsync(category.Name, status.Events,
                    folded => database.Storage.RebuildAsync(category, folded, cancel));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{category.Name}: {rebuilt.Snapshots:N0} snapshots of {rebuilt.Events:N0} events in {watch.Elapsed.TotalSeconds:F1} s."));
            }

            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var name = CategoryArgument();
        var sample = new Option<int?>("--sample") { Description = "Only so many of each category, at random." };
        var command = new Command("verify", "Prove that snapshots are what their events say: replay and compare. Exits with 1 at the first that is not.") { name, sample };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sample) is < 1) result.AddError("--sample must be at least 1.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            foreach (var category in Chosen(parsed.GetValue(name)))
            {
                var status = await database.Storage.StatusAsync(category, cancel);
                var most = Math.Min(parsed.GetValue(sample) ?? long.MaxValue, status.Current);
                var found = await Progress.ShowAsync(category.Name, most, done => parsed.GetValue(sample) is null
                    ? SnapshotCheck.AllAsync(database.Storage, category, done, cancel)
                    : SnapshotCheck.SampleAsync(database.Storage, [category], most, done, cancel));
                if (found.Differences is [var difference, ..])
                {
                    await Console.Error.WriteLineAsync($"tempest: {difference}. `tempest snapshots discard {difference.Entity.Stream}` drops it; then restart the hosts.");
                    return 1;
                }

                Console.WriteLine($"{category.Name}: {Number(found.Compared)} of {Number(status.Current)} snapshots replayed; each is what its events say.");
            }

            return 0;
        });
        return command;
    }

    private static Argument<string?> CategoryArgument()
    {
        var name = new Argument<string?>("category") { Description = $"One of {Names}; all unless given.", Arity = ArgumentArity.ZeroOrOne };
        name.Validators.Add(result => Known(result.GetValue(name), result.AddError));
        return name;
    }

    private static void Known(string? name, Action<string> refuse)
    {
        if (name is not null && Chosen(name).Count == 0) refuse($"There is no category '{name}'; there are {Names}.");
    }

    private static IReadOnlyList<Category> Chosen(string? name) =>
        name is null ? Categories.All : [.. Categories.All.Where(category => category.Name == name)];

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
