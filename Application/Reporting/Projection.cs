using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tempest.Application.Storage;

namespace Tempest.Application.Reporting;

/// <summary>
/// What a projection makes of events: what is known of each subject, an order, a shipment or an entry, and what that counts for.
/// Both are pure. What is known must come out the same in whatever order and however often it is told; then so do all sums, as
/// only the difference is counted that new knowledge makes.
/// </summary>
/// <typeparam name="TFacts">What is known of one subject.</typeparam>
public interface IProjection<TFacts> where TFacts : class
{
    /// <summary>Of one of which nothing is known.</summary>
    static abstract TFacts Nothing { get; }

    static abstract TFacts Learn(TFacts known, Told told);

    static abstract IEnumerable<Count> CountOf(Subject subject, TFacts known);
}

/// <summary>An event, as projections are told of it.</summary>
/// <param name="What">What happened, as the newest schema has it.</param>
/// <param name="Event">With its version in its stream, and when.</param>
public sealed record Told(object What, RecordedEvent Event);

/// <summary>What figures are about: an entity, by its stream.</summary>
public readonly record struct Subject(string Category, string Id)
{
    public StreamId Stream => new(Category, Id);
}

/// <summary>What a subject adds to the figures of one line of a report.</summary>
/// <param name="Part">Which table of the projection: <c>day</c>.</param>
/// <param name="Key">Which of its lines: <c>2026-11-03/USD</c>.</param>
/// <param name="Figures">What is added.</param>
public readonly record struct Count(string Part, string Key, Figures Figures)
{
    /// <summary>As the subjects behind a line are found by it.</summary>
    public string Line => LineOf(Part, Key);

    public static string LineOf(string part, string key) => $"{part}/{key}";
}

/// <summary>A projection as its runner and its storage see it, who know nothing of its business.</summary>
public abstract class Projection(string name, string inWords, IReadOnlyList<Category> follows)
{
    private readonly Dictionary<string, Category> followed = follows.ToDictionary(category => category.Name, StringComparer.Ordinal);

    /// <summary>As stored: kebab case.</summary>
    public string Name => name;

    public string InWords => inWords;

    public IReadOnlyList<Category> Follows { get; } = follows;

    /// <summary>Changes whenever what is known or how it is counted changes: then everything is counted anew.</summary>
    public abstract string Fingerprint { get; }

    /// <param name="follows">Events of these alone; all others say nothing to it.</param>
    public static Projection Of<TProjection, TFacts>(
        string name, string inWords, JsonTypeInfo<TFacts> shape, params IReadOnlyList<Category> follows)
        where TProjection : IProjection<TFacts> where TFacts : class =>
        new Typed<TProjection, TFacts>(name, inWords, shape, follows);

    /// <summary>The subject of an event, or null when it says nothing to this projection.</summary>
    public Subject? SubjectOf(RecordedEvent happened) =>
        followed.ContainsKey(happened.Stream.Category) ? new(happened.Stream.Category, happened.Stream.Id) : null;

    /// <summary>What was known, after one more event, and what it counts for, before and after.</summary>
    public Learned Learn(Subject subject, byte[]? known, RecordedEvent happened) =>
        Learn(subject, known, new Told(followed[happened.Stream.Category].Decode(happened.Type, happened.Schema, happened.Data.Span), happened));

    protected abstract Learned Learn(Subject subject, byte[]? known, Told told);

    private sealed class Typed<TProjection, TFacts>(
        string name, string inWords, JsonTypeInfo<TFacts> shape, IReadOnlyList<Category> follows) : Projection(name, inWords, follows)
        where TProjection : IProjection<TFacts> where TFacts : class
    {
        private readonly Func<TFacts, Told, TFacts> learn = TProjection.Learn;
        private readonly Func<Subject, TFacts, IEnumerable<Count>> count = TProjection.CountOf;
        private string? fingerprint;

        public override string Fingerprint => fingerprint ??= Storage.Fingerprint.Of(
            typeof(TFacts), [learn.Method, count.Method], [.. Follows.SelectMany(category => category.Events)]);

        protected override Learned Learn(Subject subject, byte[]? known, Told told)
        {
            var before = known is null ? TProjection.Nothing : JsonSerializer.Deserialize(known, shape)!;
            var after = learn(before, told);
            return new(JsonSerializer.SerializeToUtf8Bytes(after, shape),
                known is null ? [] : [.. count(subject, before)], [.. count(subject, after)]);
        }
    }
}

/// <param name="Known">What is known now, as JSON.</param>
/// <param name="Before">What it counted for.</param>
/// <param name="After">What it counts for.</param>
public sealed record Learned(byte[] Known, IReadOnlyList<Count> Before, IReadOnlyList<Count> After);
