using Tempest.Application.Storage;

namespace Tempest.Application.Lake;

/// <summary>Fills a new consumer with what a lake has, in the feed's order.</summary>
/// <param name="folder">The lake.</param>
/// <param name="categories">Only of these; none: of all.</param>
/// <param name="types">Only these; none: all.</param>
public sealed class LakeSeed(LakeFolder folder, IReadOnlyCollection<string> categories, IReadOnlyCollection<string> types)
{
    private const int PerBatch = 500;

    /// <param name="after">What it has already.</param>
    /// <param name="take">Takes some lines of JSON, the last of the position given.</param>
    /// <param name="cancel">Stops it between batches.</param>
    /// <returns>How many it was given.</returns>
    /// <exception cref="LakeFaultException">The lake is not as it was written.</exception>
    public async Task<long> RunAsync(
        long after, Func<IReadOnlyList<ReadOnlyMemory<byte>>, long, Task> take, CancellationToken cancel = default)
    {
        var given = 0L;
        foreach (var segment in new LakeReader(folder).Segments())
        {
            cancel.ThrowIfCancellationRequested();
            var wanted = segment.Select(line => (Line: line, Event: LakeLine.Read(line))).Where(each => IsWanted(each.Event, after));
            foreach (var batch in wanted.Chunk(PerBatch))
            {
                await take([.. batch.Select(each => each.Line)], batch[^1].Event.Position);
                given += batch.Length;
            }
        }

        return given;
    }

    private bool IsWanted(RecordedEvent happened, long after) =>
        happened.Position > after
        && (categories.Count == 0 || categories.Contains(happened.Stream.Category))
        && (types.Count == 0 || types.Contains(happened.Type));
}
