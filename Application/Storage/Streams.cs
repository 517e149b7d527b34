using System.Security.Cryptography;
using System.Text;

namespace Tempest.Application.Storage;

/// <summary>One entity's stream: its category and the entity's id within it.</summary>
public readonly record struct StreamId(string Category, string Id)
{
    public override string ToString() => $"{Category}/{Id}";
}

/// <summary>A stream that a use case needs.</summary>
/// <param name="AssumedNew">
/// Most likely it has no events yet, so no snapshot is looked for beforehand: creating costs no round trip more. What it
/// has after all is read in the transaction.
/// </param>
public readonly record struct StreamRef(Category Category, string Id, bool AssumedNew = false)
{
    public StreamId Stream => new(Category.Name, Id);
}

/// <summary>
/// An entity as it was folded: its state after the event of this version (0: nothing has happened yet).
/// </summary>
public sealed record Held(StreamId Stream, object State, long Version)
{
    public bool Exists => Version > 0;
}

/// <summary>
/// An event as it is stored: immutable, in its stream at a version, in the tenant's feed at a position.
/// </summary>
/// <param name="Version">1, 2, 3 … within the stream, without gaps.</param>
/// <param name="Position">1, 2, 3 … within the tenant, without gaps.</param>
/// <param name="Type">Its name, spelled by hand: <c>order-placed</c>.</param>
/// <param name="Schema">The version of its shape, from 1.</param>
/// <param name="Data">UTF-8 JSON.</param>
/// <param name="CorrelationId">The same for everything that one request led to.</param>
/// <param name="CausationId">The event or command that led to this command, if one did.</param>
/// <param name="HappenedAt">Business time; earlier than recorded when history was imported.</param>
public sealed record RecordedEvent(
    StreamId Stream, long Version, long Position, string Type, int Schema, ReadOnlyMemory<byte> Data,
    string Actor, string CommandId, string CorrelationId, string? CausationId,
    DateTimeOffset HappenedAt, DateTimeOffset RecordedAt);

/// <summary>Everything in a tenant is kept under its id.</summary>
public readonly record struct TenantId(string Value)
{
    public static TenantId Default { get; } = new("default");

    public override string ToString() => Value;
}

/// <summary>The SHA-256 of a text, as the hexadecimal that is stored.</summary>
public static class Digest
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
