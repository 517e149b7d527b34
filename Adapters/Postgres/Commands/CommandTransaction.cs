using Npgsql;
using Tempest.Application.Commands;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// Commands in one SERIALIZABLE transaction, in the order they came, each decided against what the one before left. Two
/// round trips: begin and read everything; write everything and commit. One is enough when this host remembers everything
/// and finds, in the same transaction, that the feeds still end where it left them.
/// </summary>
internal sealed class CommandTransaction(
    NpgsqlDataSource database, SnapshotWriter snapshots, StateMemory memory, FeedMemory feeds, Bell bell,
    PostgresOptions options, Metrics metrics)
{
    private static readonly string[] BeginInLane =
        ["begin isolation level serializable", "lock table lane_0 in share row exclusive mode"];

    private static readonly string[] BeginWithoutLane = BeginInLane[..1];

    /// <summary>A view that neither waits for writers nor makes them wait.</summary>
    private static readonly string[] BeginToLook = ["begin isolation level repeatable read read only"];

    private string[] Begin => options.UseLane ? BeginInLane : BeginWithoutLane;

    /// <summary>
    /// One turn at a time knows all that this host writes; transactions beside each other could keep as the newest what was
    /// overtaken meanwhile.
    /// </summary>
    private bool Trusts => options is { FromMemory: true, Executor: ExecutorKind.Lane };

    /// <returns>What became of each, in the order they came; of the first ones only, when they are as much as is stored together.</returns>
    public async Task<IReadOnlyList<Settled>> RunAsync(IReadOnlyList<Asked> batch, CancellationToken cancel)
    {
        options.At?.Invoke(Moment.BeforeReading);
        if (Remember(batch) is { } remembered && await TryStoreAsync(remembered, cancel)) return remembered.Settled;

        await using var connection = await database.OpenConnectionAsync(cancel);
        metrics.RoundTrips.Add(1);
        var present = await ReadAsync(connection, Begin, batch, Trusts, cancel);
        Learn(present);
        var turn = new Turn(batch, present, options.Clock.GetUtcNow(), options);
        options.At?.Invoke(Moment.Decided);
        if (turn.Commits.Count > 0) await StoreAsync(connection, [], turn);
        else await RollBackAsync(connection);
        return turn.Settled;
    }

    /// <returns>What would be decided now; null when the streams have to be read beforehand.</returns>
    public async Task<Outcome?> SimulateAsync(Asked asked, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var present = await ReadAsync(connection, BeginToLook, [asked], trusting: false, cancel);
        await RollBackAsync(connection);
        present.ThrowIfBroken(asked);
        return present.MustReadFirst(asked) ? null : asked.UseCase.Decide(present.For(asked));
    }

    private async Task<Present> ReadAsync(
        NpgsqlConnection connection, string[] begin, IReadOnlyList<Asked> batch, bool trusting, CancellationToken cancel)
    {
        try
        {
            return await PresentReader.ReadAsync(connection, begin, batch, memory, feeds, trusting, cancel);
        }
        catch (RewoundException)
        {
            memory.Forget();
            feeds.Forget();
            snapshots.Forget();
            throw;
        }
    }

    /// <returns>Null when something has to be read, be it only whether a command was answered before.</returns>
    private Turn? Remember(IReadOnlyList<Asked> batch)
    {
        if (!Trusts) return null;

        var present = new Present(batch, memory);
        if (!present.TryRemember(feeds)) return null;

        var turn = new Turn(batch, present, options.Clock.GetUtcNow(), options);
        return turn.KeepsEveryAnswer && present.TestsWhatIsAssumed ? turn : null;
    }

    /// <returns>False when it was not as remembered: nothing was done.</returns>
    private async Task<bool> TryStoreAsync(Turn turn, CancellationToken cancel)
    {
        options.At?.Invoke(Moment.Decided);
        await using var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            await StoreAsync(connection, Begin, turn);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else has written, or the command was answered before, or a stream is not as new as was assumed.
            foreach (var tenant in turn.Present.Heads.Keys) feeds.Met(tenant);
            return false;
        }
    }

    private async Task StoreAsync(NpgsqlConnection connection, string[] begin, Turn turn)
    {
        // From here on nobody's impatience counts: half a commit would be a commit in doubt.
        await using var write = CommitWriter.Write(connection, begin, turn);
        metrics.RoundTrips.Add(1);
        options.At?.Invoke(Moment.InDoubt);
        await write.ExecuteNonQueryAsync(CancellationToken.None);
        options.At?.Invoke(Moment.Committed);
        foreach (var entity in turn.Present.Changed)
        {
            memory.Keep(entity.Tenant, entity.Category, entity.Now, turn.Present.Heads[entity.Tenant]);
            if (entity.Category.IsDue(entity.Begun, entity.Now.Version))
                snapshots.Save(entity.Tenant, entity.Category, entity.Now);
        }

        foreach (var (tenant, position) in turn.Present.Heads) feeds.Moved(tenant, position);
        if (turn.Commits.Any(c => c.Commit.Queued.Count > 0)) bell.Ring();
    }

    /// <summary>
    /// What was read is kept even if this attempt fails, so that the next has less to read. Only what was read in the lane: what
    /// somebody reads beside it may be old by the time it is kept, and must not pass for the newest.
    /// </summary>
    private void Learn(Present present)
    {
        foreach (var (tenant, position) in present.HeadsBefore) feeds.Found(tenant, position);
        foreach (var entity in present.Entities.Where(entity => entity is { MustReadFirst: false, Broken: null }))
            memory.Keep(entity.Tenant, entity.Category, entity.Now, present.Heads[entity.Tenant]);
    }

    private static async Task RollBackAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("rollback", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
