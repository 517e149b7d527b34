using Tempest.Application.Storage;

namespace Tempest.Application.Lake;

/// <summary>Puts what a lake has into an installation: a segment at a time, and only when all of it is as it was written.</summary>
public sealed class LakeRestore(LakeFolder folder, IHistory history)
{
    private const int PerTransaction = 1_000;

    /// <summary>
    /// Whatever is missing goes back, what is there stays. On an empty installation that is everything. Stopped, it is simply
    /// done again.
    /// </summary>
    /// <returns>How many events went back.</returns>
    /// <exception cref="LakeFaultException">The lake is not as it was written; all before that position went back.</exception>
    /// <exception cref="OtherHistoryException">Something else is there; all before its segment went back.</exception>
    public async Task<long> RunAsync(IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (seen, missing) = (0L, 0L);
        foreach (var lines in new LakeReader(folder).Segments())
        {
            foreach (var some in lines.Chunk(PerTransaction))
                missing += await history.PutBackAsync([.. some.Select(LakeLine.Read)], cancel);
            progress?.Report(seen += lines.Count);
        }

        return missing;
    }
}
