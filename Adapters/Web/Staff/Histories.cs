using System.Text.Json.Nodes;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;

namespace Tempest.Adapters.Web.Staff;

/// <summary>What happened to something, for whoever has to know: event types, words, who and when.</summary>
public static class Histories
{
    private const int Most = 500;

    /// <param name="category">How it is stored.</param>
    /// <param name="id">Of which one.</param>
    /// <param name="storage">Where.</param>
    /// <param name="cancel">When whoever asked has gone.</param>
    public static async Task<IReadOnlyList<TimelineLine>> OfAsync(Category category, string id, IStorage storage, CancellationToken cancel)
    {
        var lines = new List<TimelineLine>();
        IReadOnlyList<RecordedEvent> page;
        do
        {
            page = await storage.HistoryAsync(category.Stream(id).Stream, lines.Count + 1, Most, cancel);
            lines.AddRange(page.Select(e => new TimelineLine(e, InWords.Of(category.Decode(e.Type, e.Schema, e.Data.Span)))));
        }
        while (page.Count == Most);
        return lines;
    }

    /// <summary>What has become different since; nothing while the present is shown.</summary>
    internal static async Task<IReadOnlyList<Change>> DifferentNowAsync(
        StreamRef stream, Held then, Then shown, IStorage storage, CancellationToken cancel) => !shown.IsPast ? []
        : Differences.Between(StateOf(stream, then), StateOf(stream, await storage.LoadAsync(stream, cancel)));

    private static JsonNode? StateOf(StreamRef stream, Held held) => JsonNode.Parse(stream.Category.WriteSnapshot(held.State));

    /// <summary>As it is, or as it was after an event or at a moment; null when there is, or was, none.</summary>
    internal static async Task<Held?> LoadAsync(StreamRef stream, long? version, string? at, IStorage storage, CancellationToken cancel)
    {
        var held = version is { } v ? await storage.LoadAsync(stream, Math.Max(v, 1), cancel)
            : Moments.Of(at) is { } then ? await storage.LoadAsync(stream, then, cancel)
            : await storage.LoadAsync(stream, cancel);
        return held.Exists && (version is null || held.Version == version) ? held : null;
    }
}

/// <summary>Which moment of something is shown: the present unless it says otherwise.</summary>
/// <param name="Version">After which event.</param>
/// <param name="At">When.</param>
public sealed record Then(long? Version, DateTimeOffset? At)
{
    public bool IsPast => Version is not null || At is not null;

    internal static Then Of(long? version, string? at) => new(version, version is null ? Moments.Of(at) : null);
}
