using System.Diagnostics;
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

    private readonly Gain gain = new(options.FollowsUpTo);
    private long lastStored;

    private string[] Begin => options.UseLane ? BeginInLane : BeginWithoutLane;

    /// <summary>
    /// One turn at a time knows all that this host writes; transactions beside each other could keep as the newest what was
    /// overtaken meanwhile.
    /// </summary>
    private bool Trusts => options is { FromMemory: true, Executor: ExecutorKind.Lane };

    /// <param name="batch">What is asked.</param>
    /// <param name="place">Which turn is ahead, and may be followed.</param>
    /// <param name="cancel">Stops it before anything is stored.</param>
    /// <returns>What became of each, in the order they came; of the first ones only, when they are as much as is stored together.</returns>
    public async Task<IReadOnlyList<Settled>> RunAsync(IReadOnlyList<Asked> batch, Place place, CancellationToken cancel)
    {
        options.At?.Invoke(Moment.BeforeReading);
        if (Remember(batch, place) is { } remembered)
        {
            if (await TryStoreAsync(remembered, place, cancel)) return remembered.Settled;

            await place.AloneAsync();
        }

        return await TryReadAsync(batch, place, cancel) ?? await AloneAsync();

        async Task<IReadOnlyList<Settled>> AloneAsync()
        {
            await place.AloneAsync();
            return (await TryReadAsync(batch, place, cancel))!;
        }
    }

    /// <returns>Null when it came behind a turn that is not stored: nothing was done.</returns>
    private async Task<IReadOnlyList<Settled>?> TryReadAsync(IReadOnlyList<Asked> batch, Place place, CancellationToken cancel)
    {
        var known = Known(batch, place);

        // If it has nothing to do with the turn ahead it cannot find out which of them the server let go first.
        if (place.Ahead is not null && !known.RestsOnAhead) return null;

        await using var connection = await database.OpenConnectionAsync(cancel);
        metrics.RoundTrips.Add(1);
        if (await PresentReader.ReadAsync(connection, Begin, batch, memory, feeds, known, cancel) is not { } present) return null;

        await place.AheadLandedAsync();
        Learn(present);
        var turn = new Turn(batch, present, options.Clock.GetUtcNow(), options);
        options.At?.Invoke(Moment.Decided);
        if (turn.Commits.Count > 0) await StoreAsync(connection, [], turn, place);
        else await RollBackAsync(connection);
        return turn.Settled;
    }

    /// <returns>What would be decided now; null when the streams have to be read beforehand.</returns>
    public async Task<Outcome?> SimulateAsync(Asked asked, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var present = (await PresentReader.ReadAsync(connection, BeginToLook, [asked], memory, feeds, new([asked], memory), cancel))!;
        await RollBackAsync(connection);
        present.ThrowIfBroken(asked);
        return present.MustReadFirst(asked) ? null : asked.UseCase.Decide(present.For(asked));
    }

    /// <returns>Null when something has to be read, be it only whether a command was answered before.</returns>
    private Turn? Remember(IReadOnlyList<Asked> batch, Place place)
    {
        var present = Known(batch, place);
        if (!present.TryRemember()) return null;

        var turn = new Turn(batch, present, options.Clock.GetUtcNow(), options);
        return turn.KeepsEveryAnswer && present.TestsWhatIsNew ? turn : null;
    }

    private Present Known(IReadOnlyList<Asked> batch, Place place) => new(batch, memory, Trusts ? feeds : null, place.Ahead);

    /// <returns>False when it was not as remembered, or the turn ahead is not stored: nothing was done.</returns>
    private async Task<bool> TryStoreAsync(Turn turn, Place place, CancellationToken cancel)
    {
        options.At?.Invoke(Moment.Decided);
        await using var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            await StoreAsync(connection, Begin, turn, place);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else has written, or the command was answered before, or a stream is not as new as was assumed. But behind
            // another turn a feed that ends elsewhere says no more than that this one failed.
            if (place.Ahead is null || e.SqlState is PostgresErrorCodes.UniqueViolation)
            {
                foreach (var tenant in turn.Present.Heads.Keys) feeds.Met(tenant);
            }

            return false;
        }
    }

    private async Task StoreAsync(NpgsqlConnection connection, string[] begin, Turn turn, Place place)
    {
        // From here on nobody's impatience counts: half a commit would be a commit in doubt.
        await using var write = CommitWriter.Write(connection, begin, turn);
        metrics.RoundTrips.Add(1);
        options.At?.Invoke(Moment.InDoubt);
        var stored = write.ExecuteNonQueryAsync(CancellationToken.None);
        var sent = Stopwatch.GetTimestamp();
        if (MayBeFollowed(turn)) place.Leave(turn.Present);
        await stored;
        await place.AheadLandedAsync();
        gain.Took(Stopwatch.GetElapsedTime(turn.Begun, sent), Stopwatch.GetElapsedTime(Math.Max(sent, lastStored)));
        lastStored = Stopwatch.GetTimestamp();
        options.At?.Invoke(Moment.Committed);
        foreach (var entity in turn.Present.Changed)
        {
            memory.Keep(entity.Tenant, entity.Category, entity.Now, turn.Present.Heads[entity.Tenant]);
            if (entity.Category.IsDue(entity.Begun, entity.Now.Version))
                snapshots.Save(entity.Tenant, entity.Category, entity.Now);
        }

        foreach (var (tenant, position) in turn.Present.Heads) feeds.Moved(tenant, turn.Present.HeadsBefore[tenant].Position, position);
        place.Land();
        if (turn.Commits.Any(c => c.Commit.Queued.Count > 0)) bell.Ring();
    }

    /// <summary>Where others write too, the next turn would only fail; and without the lane's lock it could not wait for this one.</summary>
    private bool MayBeFollowed(Turn turn) =>
        Trusts && options.UseLane && gain.Pays && turn.Present.Heads.Keys.All(tenant => feeds.Alone(tenant) is not null);

    /// <summary>
    /// What was read is kept even if this attempt fails, so that the next has less to read. Only what was read in the lane: what
    /// somebody reads beside it may be old by the time it is kept, and must not pass for the newest.
    /// </summary>
    private void Learn(Present present)
    {
        foreach (var (tenant, head) in present.HeadsBefore) feeds.Found(tenant, head.Position);
        foreach (var entity in present.Entities.Where(entity => entity is { MustReadFirst: false, Broken: null }))
            memory.Keep(entity.Tenant, entity.Category, entity.Now, present.Heads[entity.Tenant]);
    }

    private static async Task RollBackAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("rollback", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
