using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tempest.DomainTests.Postgres;

/// <summary>What the meter <c>Tempest.Postgres</c> says of databases this test opens from here on, whatever others do.</summary>
internal sealed class Counted : IDisposable
{
    private static readonly AsyncLocal<Counted?> Current = new();

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> sums = new(StringComparer.Ordinal);

    public Counted()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Tempest.Postgres" && Current.Value == this) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        Current.Value = this;
    }

    /// <param name="name">The instrument, and behind a colon the reason if only that is asked for.</param>
    public long this[string name] => sums.GetValueOrDefault(name);

    public void Reset() => sums.Clear();

    public void Dispose()
    {
        Current.Value = null;
        listener.Dispose();
    }

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
        foreach (var (_, tag) in tags) sums.AddOrUpdate($"{instrument.Name}:{tag}", value, (_, sum) => sum + value);
    }
}
