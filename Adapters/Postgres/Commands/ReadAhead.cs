using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// Reads what commands need and this host does not remember, or not surely as the newest, before they enter the lane: beside the
/// transaction of those before them, and for all of them in one statement.
/// </summary>
internal sealed class ReadAhead(NpgsqlDataSource database, StateMemory memory, FeedMemory feeds, Metrics metrics)
{
    /// <summary>No snapshot is looked for where no fingerprint is given.</summary>
    private const string Latest = """
        select k.n, e.version, e.type, e.schema, e.data, s.version, s.state
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) with ordinality
          as k(tenant, stream, fingerprint, category, known, n)
        left join lateral (
          select version, state from snapshots
          where tenant = k.tenant and stream = k.stream and fingerprint = k.fingerprint and category = k.category
          limit 1) s on true
        left join lateral (
          select version, type, schema, data from events
          where tenant = k.tenant and stream = k.stream and version > coalesce(s.version, k.known)
          order by version limit $6) e on true
        where s.version is not null or e.version is not null
        """;

    /// <summary>Whether all that it needs is remembered, was read, or is about to be created.</summary>
    public bool Knows(Asked asked) => !Unknown(asked).Any();

    /// <returns>The same, with what was unknown, but for what cannot be folded.</returns>
    public async Task<IReadOnlyList<Asked>> ReadAsync(IReadOnlyList<Asked> batch)
    {
        var era = memory.Era;
        var unknown = batch.SelectMany(asked => Unknown(asked).Select(stream => (Asked: asked, Stream: stream)))
            .DistinctBy(each => (each.Asked.Tenant, each.Stream.Stream)).ToArray();
        if (unknown.Length == 0) return batch;

        var read = await Retry.ReadAsync(() => ReadAsync([.. unknown.Select(each => Entity.Of(each.Asked, each.Stream, memory))]));
        var pasts = read.ToLookup(entity => entity.Tenant).ToDictionary(of => of.Key, of => new Past(era, of
            .Where(entity => entity.Broken is null)
            .ToDictionary(entity => entity.Now.Stream, entity => entity.MustReadFirst ? null : entity.Now)));
        return [.. batch.Select(asked => asked.Past is null ? asked with { Past = pasts.GetValueOrDefault(asked.Tenant) } : asked)];
    }

    /// <summary>Beside others, what is remembered is read on in the transaction in any case.</summary>
    private IEnumerable<StreamRef> Unknown(Asked asked)
    {
        if (asked.Past is not null) return [];

        var since = feeds.Alone(asked.Tenant)?.Since ?? -1;
        return asked.UseCase.Streams.Where(stream => !stream.AssumedNew && !(memory.Find(asked.Tenant, stream.Stream)?.AsOf >= since));
    }

    private async Task<Entity[]> ReadAsync(Entity[] entities)
    {
        await using var command = database.CreateCommand(Latest)
            .With(entities.Select(entity => entity.Tenant.Value).ToArray())
            .With(entities.Select(entity => entity.Key).ToArray())
            .With(entities.Select(entity => entity.Now.Exists ? null : entity.Category.Fingerprint).ToArray())
            .With(entities.Select(entity => entity.Category.Name).ToArray())
            .With(entities.Select(entity => entity.Now.Version).ToArray())
            .With(Entity.LongestTail + 1);
        metrics.RoundTrips.Add(1);
        await using (var rows = await command.ExecuteReaderAsync())
        {
            var last = 0L;
            while (await rows.ReadAsync())
            {
                var (n, entity) = (rows.GetInt64(0), entities[rows.GetInt64(0) - 1]);
                if (n != last && !rows.IsDBNull(5)) Begin(entity, rows);
                if (!rows.IsDBNull(1)) entity.Evolve(rows.GetInt64(1), rows.GetString(2), rows.GetInt16(3), rows.GetFieldValue<byte[]>(4));
                last = n;
            }
        }

        foreach (var entity in entities.Where(entity => entity.AsOf < 0 && entity.Now.Exists))
            metrics.Read(entity.Category.Name, fromSnapshot: entity.Begun > 0);
        return entities;
    }

    private static void Begin(Entity entity, NpgsqlDataReader rows)
    {
        if (EntityReader.Read(entity.Category, rows.GetFieldValue<byte[]>(6)) is { } state) entity.Begin(state, rows.GetInt64(5));
        else entity.MustReadFirst = true;
    }
}
