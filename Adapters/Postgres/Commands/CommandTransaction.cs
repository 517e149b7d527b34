using Npgsql;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// Commands in one SERIALIZABLE transaction, in the order they came, each decided against what the one before left. Two
/// round trips: begin and read everything; write everything and commit.
/// </summary>
internal sealed class CommandTransaction(
    NpgsqlDataSource database, SnapshotWriter snapshots, StateMemory memory, PostgresOptions options, Metrics metrics)
{
    private static readonly string[] BeginInLane =
        ["begin isolation level serializable", "lock table lane_0 in share row exclusive mode"];

    private static readonly string[] BeginWithoutLane = BeginInLane[..1];

    /// <summary>A view that neither waits for writers nor makes them wait.</summary>
    private static readonly string[] BeginToLook = ["begin isolation level repeatable read read only"];

    /// <returns>What became of each, in the order they came.</returns>
    public async Task<IReadOnlyList<Settled>> RunAsync(IReadOnlyList<Asked> batch, CancellationToken cancel)
    {
        options.At?.Invoke(Moment.BeforeReading);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var begin = options.UseLane ? BeginInLane : BeginWithoutLane;
        metrics.RoundTrips.Add(1);
        var present = await PresentReader.ReadAsync(connection, begin, batch, memory, cancel);

        var now = options.Clock.GetUtcNow();
        var commits = new List<(Asked Asked, Commit Commit)>(batch.Count);
        var settled = new Settled[batch.Count];
        foreach (var (index, asked) in batch.Index()) settled[index] = Settle(asked, present, commits, now);
        options.At?.Invoke(Moment.Decided);
        if (commits.Count == 0)
        {
            await RollBackAsync(connection);
            return settled;
        }

        // From here on nobody's impatience counts: half a commit would be a commit in doubt.
        await using var write = CommitWriter.Write(connection, commits, present, now);
        metrics.RoundTrips.Add(1);
        options.At?.Invoke(Moment.InDoubt);
        await write.ExecuteNonQueryAsync(CancellationToken.None);
        options.At?.Invoke(Moment.Committed);
        foreach (var entity in present.Changed)
        {
            memory.Keep(entity.Tenant, entity.Category, entity.Now);
            if (entity.Category.IsDue(entity.Begun, entity.Now.Version))
                snapshots.Save(entity.Tenant, entity.Category, entity.Now);
        }

        foreach (var (tenant, position) in present.Heads) memory.Reached(tenant, position);
        return settled;
    }

    /// <returns>What would be decided now; null when the streams have to be read beforehand.</returns>
    public async Task<Outcome?> SimulateAsync(Asked asked, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var present = await PresentReader.ReadAsync(connection, BeginToLook, [asked], memory, cancel);
        await RollBackAsync(connection);
        present.ThrowIfBroken(asked);
        return present.MustReadFirst(asked) ? null : asked.UseCase.Decide(present.For(asked));
    }

    private static Settled Settle(
        Asked asked, Present present, List<(Asked Asked, Commit Commit)> commits, DateTimeOffset now)
    {
        if (present.AnsweredBefore(asked) is { } before) return before;
        if (present.MustReadFirst(asked)) return new ReadFirst();

        try
        {
            present.ThrowIfBroken(asked);
            var commit = CommandPath.Decide(
                asked.Command, asked.UseCase, present.For(asked), present.Heads[asked.Tenant], now);
            if (commit.Kept is not null)
            {
                present.Apply(asked, commit);
                commits.Add((asked, commit));
            }

            return new Answered(commit.Answer);
        }
#pragma warning disable CA1031 // Whatever goes wrong in deciding this command is this command's alone.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Failed(e);
        }
    }

    private static async Task RollBackAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("rollback", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
