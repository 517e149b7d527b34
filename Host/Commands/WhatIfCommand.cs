using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tempest.Application;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Application.WhatIf;
using Command = System.CommandLine.Command;

namespace Tempest.Host.Commands;

/// <summary><c>tempest what-if CATEGORY</c>: the present rules on everything that was ever decided.</summary>
public static class WhatIfCommand
{
    private const int Usual = 20;

    public static Command Create()
    {
        var names = string.Join(", ", Categories.All.Select(one => one.Name));
        var name = new Argument<string>("category") { Description = $"One of {names}." };
        name.Validators.Add(result =>
        {
            if (result.GetValue(name) is { } given && Categories.Find(given) is null) result.AddError($"There is no category '{given}'; there are {names}.");
        });
        var most = new Option<int>("--most") { DefaultValueFactory = _ => Usual, Description = "Shows so many of what comes out otherwise; all are counted." };
        most.Validators.Add(result =>
        {
            if (result.GetValue(most) < 0) result.AddError("--most must be 0 or more.");
        });
        var json = new Option<bool>("--json") { Description = "All of them, a line of JSON each, for programs." };
        var command = new Command("what-if",
            "Takes every decision of a category again, by the rules of this version and these settings, from what was known then, "
            + "and lists those that come out otherwise. Changes nothing. Exits with 1 when there are any.") { name, most, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var decisions = DecisionBook.All(database.Terms).Single(one => one.Category.Name == parsed.GetValue(name));
            return await RunAsync(database, decisions, parsed.GetValue(json) ? int.MaxValue : parsed.GetValue(most), parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Database database, DecisionsOf decisions, int most, bool json, CancellationToken cancel)
    {
        var shown = new List<OtherDecision>();
        void Found(OtherDecision other)
        {
            if (json) Console.WriteLine(Json(decisions.Category, other).ToJsonString());
            else if (shown.Count < most) shown.Add(other);
        }

        var run = new WhatIfRun(database.Storage, decisions);
        var report = json
            ? await run.RunAsync(Found, cancel: cancel)
            : await Progress.ShowAsync(decisions.Category.Name, await database.Storage.HeadAsync(cancel), reached => run.RunAsync(Found, reached, cancel));
        foreach (var other in shown) Show(decisions.Category, other);
        if (!json)
        {
            if (report.Others > shown.Count) Console.WriteLine($"… and {Number(report.Others - shown.Count)} more; --most shows more of them.");
            Console.WriteLine($"{decisions.Category.Name}: {Number(report.Decisions)} decisions about {Number(report.Entities)} of them, up to position "
                + $"{Number(report.Position)}; {(report.Others == 0 ? "all come out the same" : $"{Number(report.Others)} {(report.Others == 1 ? "comes" : "come")} out otherwise")} now.");
        }

        return report.Others == 0 ? 0 : 1;
    }

    private static void Show(Category category, OtherDecision other)
    {
        var (first, taken) = (other.First, other.Taken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{first.Stream} version {first.Version}, position {first.Position}, {first.HappenedAt.UtcDateTime:u}, asked by {first.Actor}"));
        Console.WriteLine($"  then: {InWordsOf(taken.Then)}");
        Console.WriteLine($"  now:  {(taken.Why is { } why ? $"refused, {why.Code}: {why.Sentence}" : InWordsOf(taken.Now))}");
        foreach (var change in Changes(category, taken))
            Console.WriteLine($"        {change.Path}: {Text(change.Before)} → {Text(change.After)}");
        Console.WriteLine();
    }

    /// <summary>Value by value, where the same things happen otherwise.</summary>
    private static IEnumerable<Change> Changes(Category category, TakenAgain taken) =>
        taken.Then.Select(one => one.GetType()).SequenceEqual(taken.Now.Select(one => one.GetType()))
            ? taken.Then.Zip(taken.Now, (then, now) => Differences.Between(Data(category, then), Data(category, now))).SelectMany(all => all)
            : [];

    private static JsonObject Json(Category category, OtherDecision other) => new()
    {
        ["stream"] = other.First.Stream.ToString(),
        ["version"] = other.First.Version,
        ["position"] = other.First.Position,
        ["time"] = other.First.HappenedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["actor"] = other.First.Actor,
        ["commandId"] = other.First.CommandId,
        ["then"] = Events(category, other.Taken.Then),
        ["now"] = Events(category, other.Taken.Now),
        ["refused"] = other.Taken.Why is { } why && Refusal.Of(why) is var refusal
            ? new JsonObject { ["code"] = refusal.Code, ["detail"] = refusal.Sentence, ["data"] = refusal.Data }
            : null,
    };

    private static JsonArray Events(Category category, IReadOnlyList<object> events) =>
        [.. events.Select(one => new JsonObject { ["type"] = category.Encode(one).Type, ["data"] = Data(category, one) })];

    private static JsonNode? Data(Category category, object happened) => JsonNode.Parse(category.Encode(happened).Data);

    private static string InWordsOf(IReadOnlyList<object> events) =>
        events.Count == 0 ? "nothing happens" : string.Join("; ", events.Select(InWords.Of));

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "nothing";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
