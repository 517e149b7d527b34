using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// Makes all snapshots of a category anew: events come by binary COPY in the order they lie on disk, are folded while the
/// next ones are read, and the states go back by binary COPY. Commands go on meanwhile; nothing newer is overwritten.
/// </summary>
internal sealed class SnapshotRebuild(
    NpgsqlDataSource background, TenantId tenant, EntityReader entities, SnapshotProgress progress, RebuildProgress finished,
    int statesAtOnce)
{
    private const int PerChunk = 2_000, ChunksAhead = 16, PerSave = 10_000, SavesAtOnce = 3;

    /// <summary>How many streams there are, about; what was never analysed is taken to be one event each.</summary>
    private const string Streams = """
        select coalesce((
          select case when s.n_distinct < 0 then -s.n_distinct * c.reltuples else s.n_distinct end
          from pg_stats s where s.schemaname = n.nspname and s.tablename = 'events' and s.attname = 'stream'),
          greatest(c.reltuples, c.relpages * 20))::bigint
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = 'events'::regclass
        """;

    /// <summary>From the first page to the last, by one process: what was written later is read later.</summary>
    private const string AsItLies = "set local synchronize_seqscans = off; set local max_parallel_workers_per_gather = 0";

    private const string Columns = "tenant, category, fingerprint, stream, id, version, state";

    private const string Merge = $"""
        insert into snapshots ({Columns}) select {Columns} from rebuilt order by stream
        on conflict (tenant, stream, fingerprint, category) do update set version = excluded.version, state = excluded.state
          where snapshots.version <= excluded.version
        """;

    /// <param name="category">Whose snapshots.</param>
    /// <param name="watcher">Told of the events folded so far.</param>
    /// <param name="cancel">Stops it; what was saved until then stays, and is right.</param>
    public async Task<Rebuilt> RunAsync(Category category, IProgress<long>? watcher, CancellationToken cancel)
    {
        var mark = await progress.ReadAsync(category, cancel);
        var parts = await PartsAsync(cancel);
        var run = mark is null ? null : await finished.BeginAsync(category, mark, parts, cancel);
        var ranges = Ranges(run?.Parts ?? parts);
        var sum = run?.Sum ?? new(0, 0);
        for (var part = run?.Done ?? 0; part < ranges.Count; part++)
        {
            var (folded, read) = await FoldAsync(category, ranges[part], sum.Events, watcher, cancel);
            await Parallel.ForEachAsync(folded.Chunk(PerSave),
                new ParallelOptions { MaxDegreeOfParallelism = SavesAtOnce, CancellationToken = cancel },
                async (chunk, stop) => await Retry.ReadAsync(() => SaveAsync(category, chunk, stop)));
            sum = new(sum.Snapshots + folded.Count, sum.Events + read);
            if (run is not null) await finished.FinishAsync(category, run, part + 1, sum, cancel);
        }

        if (run is not null)
        {
            await finished.EndAsync(category, run, cancel);
            await progress.AdvanceAsync(category, mark! with { Head = run.Head }, cancel);
        }

        return sum;
    }

    /// <summary>As many parts as make the states of one fit.</summary>
    private async Task<int> PartsAsync(CancellationToken cancel)
    {
        await using var query = background.CreateCommand(Streams);
        var streams = (long)(await query.ExecuteScalarAsync(cancel))!;
        return (int)Math.Clamp((streams + statesAtOnce - 1) / statesAtOnce, 1, 0x10000);
    }

    /// <summary>Keys begin with a digest, so that equal parts of the alphabet hold about as many streams each.</summary>
    private static IReadOnlyList<string> Ranges(int parts)
    {
        if (parts == 1) return [""];

        string Bound(int part) => (part * 0x10000L / parts).ToString("x4", CultureInfo.InvariantCulture);

        return [.. Enumerable.Range(0, parts).Select(part =>
            $" and stream >= '{Bound(part)}'" + (part + 1 < parts ? $" and stream < '{Bound(part + 1)}'" : ""))];
    }

    private async Task<(IReadOnlyCollection<Held> States, long Events)> FoldAsync(
        Category category, string range, long before, IProgress<long>? watcher, CancellationToken cancel)
    {
        var chunks = Channel.CreateBounded<Row[]>(new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Factory.StartNew(
            () => Read(category, range, chunks.Writer, stopping.Token), stopping.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var states = new Dictionary<string, Held>(StringComparer.Ordinal);
        var outOfOrder = new HashSet<string>(StringComparer.Ordinal);
        var events = 0L;
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancel))
            {
                foreach (var row in chunk)
                {
                    var held = states.GetValueOrDefault(row.Id) ?? category.Nothing(row.Id);
                    if (row.Version == held.Version + 1)
                        states[row.Id] = category.Evolve(held, row.Version, row.Type, row.Schema, row.Data);
                    else outOfOrder.Add(row.Id);
                }

                events += chunk.Length;
                watcher?.Report(before + events);
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
        foreach (var ids in outOfOrder.Chunk(500))
        {
            // Not as they lie on disk, then: in order. A history with a hole is loud there.
            foreach (var (stream, held) in await entities.ReplayAsync([.. ids.Select(id => (category.Stream(id), long.MaxValue))], cancel))
                states[stream.Id] = held;
        }

        return (states.Values, events);
    }

    /// <summary>On a thread of its own: it reads as fast as the server sends and the fold follows.</summary>
    private void Read(Category category, string range, ChannelWriter<Row[]> chunks, CancellationToken cancel)
    {
        try
        {
            using var connection = background.OpenConnection();
            using var transaction = connection.BeginTransaction(); // the settings end with it
            using (var asItLies = new NpgsqlCommand(AsItLies, connection)) asItLies.ExecuteNonQuery();
            using var rows = connection.BeginBinaryExport($"""
                copy (select id, version, type, schema, data from events
                      where tenant = {Literal(tenant.Value)} and category = {Literal(category.Name)}{range}) to stdout (format binary)
                """);
            var chunk = new List<Row>(PerChunk);
            while (rows.StartRow() >= 0)
            {
                chunk.Add(new(rows.Read<string>(NpgsqlDbType.Text), rows.Read<long>(NpgsqlDbType.Bigint),
                    rows.Read<string>(NpgsqlDbType.Text), rows.Read<short>(NpgsqlDbType.Smallint), rows.Read<byte[]>(NpgsqlDbType.Jsonb)));
                if (chunk.Count < PerChunk) continue;

                Send([.. chunk]);
                chunk.Clear();
            }

            Send([.. chunk]);
            chunks.Complete();
        }
#pragma warning disable CA1031 // Whatever stops the reading is thrown where the rows are awaited.
        catch (Exception e)
#pragma warning restore CA1031
        {
            chunks.Complete(e);
        }

        void Send(Row[] ready)
        {
            if (!chunks.TryWrite(ready)) chunks.WriteAsync(ready, cancel).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Made again when it met somebody who deletes snapshots.</summary>
    /// <returns>How many.</returns>
    private async Task<int> SaveAsync(Category category, Held[] states, CancellationToken cancel)
    {
        await using var connection = await background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var stage = new NpgsqlCommand("create temp table rebuilt (like snapshots) on commit drop", connection))
            await stage.ExecuteNonQueryAsync(cancel);
        await using (var rows = await connection.BeginBinaryImportAsync($"copy rebuilt ({Columns}) from stdin (format binary)", cancel))
        {
            foreach (var held in states)
            {
                await rows.StartRowAsync(cancel);
                await rows.WriteAsync(tenant.Value, NpgsqlDbType.Text, cancel);
                await rows.WriteAsync(category.Name, NpgsqlDbType.Text, cancel);
                await rows.WriteAsync(category.Fingerprint, NpgsqlDbType.Text, cancel);
                await rows.WriteAsync(EventRows.Key(held.Stream), NpgsqlDbType.Text, cancel);
                await rows.WriteAsync(held.Stream.Id, NpgsqlDbType.Text, cancel);
                await rows.WriteAsync(held.Version, NpgsqlDbType.Bigint, cancel);
                await rows.WriteAsync(category.WriteSnapshot(held.State), NpgsqlDbType.Jsonb, cancel);
            }

            await rows.CompleteAsync(cancel);
        }

        await using (var merge = new NpgsqlCommand(Merge, connection)) await merge.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return states.Length;
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private readonly record struct Row(string Id, long Version, string Type, short Schema, byte[] Data);
}
