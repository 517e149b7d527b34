using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// Begins a transaction and reads all that its commands named, in one round trip: answers given before, what is newer than
/// what is known of an entity, plain records, heads.
/// </summary>
internal static class PresentReader
{
    private const string Answers = """
        select c.tenant, c.id, c.content, c.answer from unnest($1::text[], $2::text[]) as k(tenant, id)
        join commands c on c.tenant = k.tenant and c.id = k.id
        """;

    private const string Newer = """
        select k.n, e.version, e.type, e.schema, e.data
        from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as k(tenant, stream, version, n)
        cross join lateral (
          select version, type, schema, data from events
          where tenant = k.tenant and stream = k.stream and version > k.version order by version limit $4) e
        """;

    private const string Records = """
        select k.n, r.data from unnest($1::text[], $2::text[], $3::text[]) with ordinality as k(tenant, kind, id, n)
        join records r on r.tenant = k.tenant and r.kind = k.kind and r.id = k.id
        """;

    private const string Heads = """
        select h.tenant, h.position from unnest($1::text[]) as k(tenant) join feed_head h on h.tenant = k.tenant
        """;

    /// <param name="connection">Where nothing has begun.</param>
    /// <param name="begin">Statements that go first.</param>
    /// <param name="batch">What is asked.</param>
    /// <param name="memory">Knows states.</param>
    /// <param name="feeds">Knows how far this host has seen the feeds.</param>
    /// <param name="trusting">
    /// Whether nothing newer is looked for of states that are the newest if the feeds end where this host left them; when they
    /// do not, all is read again.
    /// </param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<Present> ReadAsync(
        NpgsqlConnection connection, string[] begin, IReadOnlyList<Asked> batch, StateMemory memory, FeedMemory feeds,
        bool trusting, CancellationToken cancel)
    {
        var present = new Present(batch, memory);
        if (await TryReadAsync(present, connection, begin, batch, memory, feeds, trusting, cancel)) return present;

        present = new(batch, memory);
        await TryReadAsync(present, connection, [], batch, memory, feeds, trusting: false, cancel);
        return present;
    }

    /// <returns>False when a state that was trusted to be the newest may not be: nothing can be decided on the present.</returns>
    private static async Task<bool> TryReadAsync(
        Present present, NpgsqlConnection connection, string[] begin, IReadOnlyList<Asked> batch, StateMemory memory,
        FeedMemory feeds, bool trusting, CancellationToken cancel)
    {
        var reached = present.Heads.Keys.ToDictionary(tenant => tenant, feeds.Reached);
        var alone = present.Heads.Keys.ToDictionary(tenant => tenant, tenant => trusting ? feeds.Alone(tenant) : null);
        var entities = present.Entities
            .Where(entity => !entity.MustReadFirst && !(alone[entity.Tenant] is { } feed && entity.AsOf >= feed.Since)).ToArray();
        var records = present.Records.ToArray();

        await using var statements = new NpgsqlBatch(connection);
        foreach (var statement in begin) statements.BatchCommands.Add(new(statement));
        statements.BatchCommands.Add(new NpgsqlBatchCommand(Answers)
            .With(batch.Select(asked => asked.Tenant.Value).ToArray())
            .With(batch.Select(asked => asked.Command.Id).ToArray()));
        statements.BatchCommands.Add(new NpgsqlBatchCommand(Heads)
            .With(present.Heads.Keys.Select(tenant => tenant.Value).ToArray()));
        if (entities.Length > 0)
        {
            statements.BatchCommands.Add(new NpgsqlBatchCommand(Newer)
                .With(entities.Select(entity => entity.Tenant.Value).ToArray())
                .With(entities.Select(entity => entity.Key).ToArray())
                .With(entities.Select(entity => entity.Now.Version).ToArray()).With(Entity.LongestTail + 1));
        }

        if (records.Length > 0)
        {
            statements.BatchCommands.Add(new NpgsqlBatchCommand(Records)
                .With(records.Select(record => record.Tenant.Value).ToArray())
                .With(records.Select(record => record.Record.Kind.Name).ToArray())
                .With(records.Select(record => record.Record.Id).ToArray()));
        }

        await using var rows = await statements.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            present.WasAnswered(new(rows.GetString(0)), rows.GetString(1),
                new(rows.GetString(2), rows.GetFieldValue<byte[]>(3)));
        }

        await rows.NextResultAsync(cancel);
        while (await rows.ReadAsync(cancel)) present.Begin(new(rows.GetString(0)), rows.GetInt64(1));
        if (present.Heads.FirstOrDefault(head => head.Value < 0) is { Key.Value: { } nobody })
            throw new InvalidOperationException($"There is no tenant '{nobody}'.");

        if (entities.Length > 0 && await rows.NextResultAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                entities[Index(rows)].Evolve(rows.GetInt64(1), rows.GetString(2), rows.GetInt16(3), rows.GetFieldValue<byte[]>(4));
        }

        if (records.Length > 0 && await rows.NextResultAsync(cancel))
        {
            while (await rows.ReadAsync(cancel)) records[Index(rows)].Read(rows.GetFieldValue<byte[]>(1));
        }

        foreach (var (tenant, position) in reached)
        {
            if (present.Heads[tenant] < position) throw new RewoundException(tenant, position, present.Heads[tenant]);
        }

        return alone.All(feed => feed.Value is not { } here || here.Reached == present.Heads[feed.Key]);
    }

    private static int Index(NpgsqlDataReader rows) => (int)rows.GetInt64(0) - 1;
}

/// <summary>
/// The feed ends before a position that this host has seen committed: the database was put back to an earlier day, and what
/// is remembered of its streams is not true any more.
/// </summary>
internal sealed class RewoundException(TenantId tenant, long seen, long found) : Exception(
    $"The feed of tenant '{tenant}' ends at {found}, but {seen} was committed: the database was put back.");
