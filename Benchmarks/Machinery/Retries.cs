using System.Diagnostics.Metrics;

namespace Tempest.Benchmarks.Machinery;

/// <summary>Counts the transactions that this process tries again, as Tempest's own meter tells.</summary>
internal sealed class Retries : IDisposable
{
    private readonly MeterListener listener = new();
    private long count;

    public Retries()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Tempest.Postgres", Name: "tempest.command.retries" })
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref count, value));
        listener.Start();
    }

    public long Count => Interlocked.Read(ref count);

    public void Dispose() => listener.Dispose();
}
