using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// Saves states as snapshots off the callers' path: they gather for a moment, the newest of each entity is kept, and one
/// statement writes them where they are newer. A failure costs nothing but the replay of a few events, and is counted.
/// </summary>
internal sealed class SnapshotWriter : IAsyncDisposable
{
    private const int PerStatement = 1000;

    private const string SaveSql = """
        insert into snapshots (tenant, category, fingerprint, stream, id, version, state)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::jsonb[])
          as s(tenant, category, fingerprint, stream, id, version, state)
        order by tenant, stream, fingerprint
        on conflict (tenant, stream, fingerprint, category) do update set version = excluded.version, state = excluded.state
          where snapshots.version < excluded.version
        """;

    private readonly NpgsqlDataSource database;
    private readonly TimeSpan interval;
    private readonly Metrics metrics;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private Dictionary<(TenantId, StreamId), State> waiting = [];
    private Task turn = Task.CompletedTask;
    private bool turning;

    public SnapshotWriter(NpgsqlDataSource database, TimeSpan interval, Metrics metrics) =>
        (this.database, this.interval, this.metrics) = (database, interval, metrics);

    public void Save(TenantId tenant, Category category, Held held)
    {
        var key = (tenant, held.Stream);
        lock (gate)
        {
            if (waiting.TryGetValue(key, out var other) && other.Held.Version >= held.Version) return;

            waiting[key] = new(tenant, category, held);
            if (turning || stopping.IsCancellationRequested) return;

            turning = true;
            turn = Task.Run(WriteSoonAsync);
        }
    }

    /// <summary>Writes what has gathered until now, and returns when it is there.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            Dictionary<(TenantId, StreamId), State> batch;
            lock (gate) (batch, waiting) = (waiting, []);
            foreach (var chunk in batch.Values.Chunk(PerStatement)) await WriteAsync(chunk, cancel);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>What has gathered is not written.</summary>
    public void Forget()
    {
        lock (gate) waiting = [];
    }

    public async Task WriteAsync(IReadOnlyCollection<State> states, CancellationToken cancel)
    {
        if (states.Count == 0) return;

        await using var command = database.CreateCommand(SaveSql)
            .With(states.Select(s => s.Tenant.Value).ToArray())
            .With(states.Select(s => s.Category.Name).ToArray())
            .With(states.Select(s => s.Category.Fingerprint).ToArray())
            .With(states.Select(s => EventRows.Key(s.Held.Stream)).ToArray())
            .With(states.Select(s => s.Held.Stream.Id).ToArray())
            .With(states.Select(s => s.Held.Version).ToArray())
            .With(states.Select(s => s.Category.WriteSnapshot(s.Held.State)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Drops one entity's snapshot of this code.</summary>
    public async Task DiscardAsync(TenantId tenant, StreamRef entity, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "delete from snapshots where tenant = $1 and stream = $2 and fingerprint = $3 and category = $4")
            .With(tenant.Value).With(EventRows.Key(entity.Stream)).With(entity.Category.Fingerprint).With(entity.Category.Name);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await turn;
        await TryFlushAsync();
        writing.Dispose();
        stopping.Dispose();
    }

    private async Task WriteSoonAsync()
    {
        while (true)
        {
            await Task.Delay(interval, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryFlushAsync();
            lock (gate)
            {
                // Decided under the gate, so that whoever saves next knows whether somebody will come for it.
                turning = waiting.Count > 0 && !stopping.IsCancellationRequested;
                if (!turning) return;
            }
        }
    }

    private async Task TryFlushAsync()
    {
        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            metrics.SnapshotsLost.Add(1);
        }
    }
}

/// <summary>An entity's state that is to be saved.</summary>
internal sealed record State(TenantId Tenant, Category Category, Held Held);
