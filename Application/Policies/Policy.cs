using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Application.Policies;

/// <summary>
/// "Whenever this happened, ask for that." It is looked at once for each event, when the event is appended, and what it asks
/// for is a command that is queued in the same transaction. A rebuild or an import of the past never comes here.
/// </summary>
public abstract class Policy
{
    /// <summary>As stored with the commands it asks for: lower case, imperative.</summary>
    public abstract string Name { get; }

    /// <param name="held">The entity after it happened.</param>
    /// <param name="happened">Any event of any category.</param>
    public abstract IEnumerable<Wish> Whenever(Held held, object happened);

    /// <summary>What has been asked for, to be decided now.</summary>
    /// <param name="wish">As it was stored.</param>
    /// <param name="now">When it is carried out.</param>
    public abstract UseCase UseCase(ReadOnlyMemory<byte> wish, DateTimeOffset now);
}

/// <inheritdoc cref="Policy"/>
/// <typeparam name="T">What it asks for: all that is needed to carry it out later.</typeparam>
public abstract class Policy<T>(string name, JsonTypeInfo<T> stored) : Policy where T : class
{
    public sealed override string Name => name;

    public sealed override IEnumerable<Wish> Whenever(Held held, object happened) =>
        Ask(held, happened).Select(asked => new Wish(name, asked.Of, JsonSerializer.SerializeToUtf8Bytes(asked.What, stored)));

    public sealed override UseCase UseCase(ReadOnlyMemory<byte> wish, DateTimeOffset now) =>
        UseCase(JsonSerializer.Deserialize(wish.Span, stored)!, now);

    /// <returns>What is asked for and of whom; nothing for most events.</returns>
    protected abstract IEnumerable<(StreamId Of, T What)> Ask(Held held, object happened);

    protected abstract UseCase UseCase(T wish, DateTimeOffset now);
}

/// <summary>What a policy asks for.</summary>
/// <param name="Policy">By name.</param>
/// <param name="Of">The entity it is asked of: what is asked of one entity is done in the order it was asked.</param>
/// <param name="What">UTF-8 JSON.</param>
public sealed record Wish(string Policy, StreamId Of, byte[] What);
