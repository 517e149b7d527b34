namespace Tempest.Application.Storage;

/// <summary>How a category's snapshots stand.</summary>
/// <param name="Events">Of the whole category.</param>
/// <param name="Current">Snapshots that this code uses.</param>
/// <param name="Incompatible">Snapshots of other code: misses, unless a host of that code still runs.</param>
/// <param name="Behind">Events that no current snapshot holds yet: what reading every entity would replay.</param>
public sealed record SnapshotStatus(long Events, long Current, long Incompatible, long Behind);

/// <summary>A state as it is saved.</summary>
/// <param name="State">UTF-8 JSON.</param>
/// <param name="Place">Where it stands among all of them; those after it are asked for with this.</param>
public sealed record Saved(StreamRef Entity, long Version, ReadOnlyMemory<byte> State, string Place);

/// <summary>What a rebuild did, with what an earlier one that was stopped had done of it.</summary>
public sealed record Rebuilt(long Snapshots, long Events);
