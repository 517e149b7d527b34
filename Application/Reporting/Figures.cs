using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tempest.Application.Reporting;

/// <summary>Exact numbers by name, which add up. What is not there is zero.</summary>
public sealed record Figures
{
    private readonly ImmutableSortedDictionary<string, decimal> numbers;

    private Figures(ImmutableSortedDictionary<string, decimal> numbers) => this.numbers = numbers;

    public static Figures None { get; } = new(ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal));

    public bool IsNone => numbers.IsEmpty;

    public decimal this[string name] => numbers.GetValueOrDefault(name);

    public static Figures Of(params ReadOnlySpan<(string Name, decimal Number)> figures)
    {
        var all = None;
        foreach (var (name, number) in figures) all += new Figures(None.numbers.Add(name, number));
        return all;
    }

    public static Figures operator +(Figures left, Figures right) => Add(left, right);

    public static Figures operator -(Figures left, Figures right) => Add(left, Negate(right));

    public static Figures Add(Figures left, Figures right)
    {
        var sum = left.numbers.ToBuilder();
        foreach (var (name, number) in right.numbers)
        {
            var now = Plain(sum.GetValueOrDefault(name) + number);
            if (now == 0) sum.Remove(name);
            else sum[name] = now;
        }

        return new(sum.ToImmutable());
    }

    public static Figures Subtract(Figures left, Figures right) => left - right;

    public static Figures Negate(Figures figures) =>
        new(figures.numbers.ToImmutableSortedDictionary(one => one.Key, one => -one.Value, StringComparer.Ordinal));

    public bool Equals(Figures? other) => other is not null && numbers.SequenceEqual(other.numbers);

    public override int GetHashCode() => numbers.Aggregate(0, (hash, one) => HashCode.Combine(hash, one.Key, one.Value));

    public override string ToString() =>
        string.Join(", ", numbers.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value}")));

    /// <summary>Numbers are texts, so that no reader makes a binary fraction of them.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(
        numbers.ToDictionary(one => one.Key, one => one.Value.ToString(CultureInfo.InvariantCulture)), FiguresJson.Default.DictionaryStringString);

    public static Figures Read(ReadOnlySpan<byte> json) => new(
        JsonSerializer.Deserialize(json, FiguresJson.Default.DictionaryStringString)!
            .ToImmutableSortedDictionary(one => one.Key, one => decimal.Parse(one.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal));

    /// <summary>Without zeros at the end: the same sum is the same text, whichever way it was reached.</summary>
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FiguresJson : JsonSerializerContext;
