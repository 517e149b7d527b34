using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Operations;
using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Operations;

/// <summary>How Tempest is, for those who run it.</summary>
internal static class OperationsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/operations", async (IStorage storage, CancellationToken cancel) =>
            Answers.Show(OperationsRepresentation.Of(await Overview.OfAsync(storage, cancel)), tag: null)).WithTags("About")
            .Reads<OperationsRepresentation>("getOperations", "How Tempest is",
                "Where the feed ends, how far projections have counted it and why one stands still, what waits in the queue, what the audit of snapshots has found, "
                + "and what the host that answers has done since it was started: of other hosts it knows nothing.", Example);

    private static string Example => Examples.Json(OperationsRepresentation.Of(new(
        TenantId.Default, 42,
        [new(Sales.Name, 1, "5f0c9a2be17d4a36", GenerationState.Live, 42, Examples.PlacedAt, false, null, Examples.PlacedAt, Examples.PlacedAt.AddSeconds(1))],
        [new(AskedBy.Policies, QueueState.Waiting, 0), new(AskedBy.Policies, QueueState.Refused, 1)],
        new(12, 480, 0, Examples.PlacedAt, []), new("tempest-1", Examples.PlacedAt, [new("order", 1200, 3, 75, 5)]))), WireJson.Shown.OperationsRepresentation);
}

/// <summary>How Tempest is.</summary>
/// <param name="Tenants">Each with its feed, its projections and its queue.</param>
/// <param name="Host">What the host that answers has done since it was started.</param>
/// <param name="Links">This, and what to look at next.</param>
public sealed record OperationsRepresentation(
    IReadOnlyList<TenantRepresentation> Tenants, HostRepresentation Host,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static OperationsRepresentation Of(Overview overview) => new([TenantRepresentation.Of(overview)], HostRepresentation.Of(overview.Work), new Dictionary<string, Link>
    {
        ["self"] = new("/api/operations"),
        ["refused-commands"] = new("/api/commands?state=refused"),
    });
}

/// <summary>How one tenant is.</summary>
/// <param name="Id">Which.</param>
/// <param name="Head">The last event's position in the feed.</param>
/// <param name="Projections">What reports are made of.</param>
/// <param name="Queue">What waits, and what was refused.</param>
/// <param name="Audit">What comparing snapshots with their events has found.</param>
public sealed record TenantRepresentation(
    string Id, long Head, IReadOnlyList<ProjectionRepresentation> Projections, IReadOnlyList<QueueDepthRepresentation> Queue,
    AuditRepresentation Audit)
{
    public static TenantRepresentation Of(Overview overview) => new(
        overview.Tenant.Value, overview.Head,
        [.. overview.Projections.Select(one => new ProjectionRepresentation(
            one.Projection, one.Number, Word.Of(one.State), one.Position, overview.Behind(one), one.Time, one.IsPaused, one.Fault, one.CarriedOnAt))],
        [.. overview.Queue.Select(one => new QueueDepthRepresentation(Word.Of(one.By), Word.Of(one.State), one.Count, one.Count == Overview.Most))],
        AuditRepresentation.Of(overview.Audit));
}

/// <summary>How far a projection is.</summary>
/// <param name="Name">Which.</param>
/// <param name="Generation">How often it has been counted from the first event.</param>
/// <param name="State">live, or building beside the live one.</param>
/// <param name="Position">The last event that it counts.</param>
/// <param name="Behind">How many there are after that.</param>
/// <param name="Time">When that was recorded.</param>
/// <param name="Paused">Whether somebody lets it stand.</param>
/// <param name="Fault">The event at which it stopped, and why.</param>
/// <param name="CarriedOnAt">When it was carried on last.</param>
public sealed record ProjectionRepresentation(
    string Name, int Generation, string State, long Position, long Behind, DateTimeOffset? Time, bool Paused, string? Fault, DateTimeOffset CarriedOnAt);

/// <summary>How many commands of a kind there are in the queue.</summary>
/// <param name="By">Who asked: policies or people.</param>
/// <param name="State">waiting or refused.</param>
/// <param name="Count">How many.</param>
/// <param name="OrMore">Whether counting stopped there.</param>
public sealed record QueueDepthRepresentation(string By, string State, int Count, bool OrMore);

/// <summary>What the audits of all hosts have compared since the beginning.</summary>
/// <param name="Rounds">How often.</param>
/// <param name="Compared">How many snapshots were replayed.</param>
/// <param name="Differences">How many were not what their events say; each was dropped and is made again.</param>
/// <param name="LastAt">When the last round was.</param>
/// <param name="Latest">The differences found last.</param>
public sealed record AuditRepresentation(
    long Rounds, long Compared, long Differences, DateTimeOffset? LastAt, IReadOnlyList<SnapshotDifferenceRepresentation> Latest)
{
    public static AuditRepresentation Of(AuditReport audit) => new(
        audit.Rounds, audit.Compared, audit.Differences, audit.LastAt,
        [.. audit.Latest.Select(one => new SnapshotDifferenceRepresentation($"{one.Stream}", one.Version, one.What, one.At))]);
}

/// <summary>What a host has done, for all tenants.</summary>
/// <param name="Name">Which.</param>
/// <param name="Since">When it was started.</param>
/// <param name="Work">By what commands are about and states are of.</param>
public sealed record HostRepresentation(string Name, DateTimeOffset Since, IReadOnlyList<WorkRepresentation> Work)
{
    public static HostRepresentation Of(HostWork work) => new(work.Host, work.Since, [.. work.Kinds.Select(one => new WorkRepresentation(
        one.Kind, one.Commands, one.Retries, one.FromSnapshots, one.FromEvents, one.HitRate))]);
}

/// <summary>What a host has done for one kind of thing. What it keeps in memory it does not read.</summary>
/// <param name="Category">order, account; or product and customer, which are plain records.</param>
/// <param name="Commands">How many were asked of it.</param>
/// <param name="Retries">How often one of them was tried again, because others had written meanwhile or the connection was lost.</param>
/// <param name="FromSnapshots">States read from a snapshot that fits this version, and the events after it.</param>
/// <param name="FromEvents">States read from the first event on, as there was no such snapshot.</param>
/// <param name="HitPercent">How many of a hundred states had a snapshot.</param>
public sealed record WorkRepresentation(string Category, long Commands, long Retries, long FromSnapshots, long FromEvents, decimal? HitPercent);

/// <summary>A snapshot that was not what its events say.</summary>
/// <param name="Of">What it was of: <c>order/S-1042</c>.</param>
/// <param name="Version">After which event.</param>
/// <param name="What">The first thing that differed.</param>
/// <param name="At">When that was found.</param>
public sealed record SnapshotDifferenceRepresentation(string Of, long Version, string What, DateTimeOffset At);
