using System.IO.Compression;
using Tempest.Application.Storage;

namespace Tempest.Application.Lake;

/// <summary>Reads a lake and believes no byte of it: a segment is shown when all of it, and all before it, is as it was written.</summary>
public sealed class LakeReader(LakeFolder folder)
{
    /// <returns>Segment by segment, the lines in the order of their positions from 1.</returns>
    /// <exception cref="LakeFaultException">Something was altered, is missing or stands elsewhere.</exception>
    public IEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> Segments()
    {
        var manifest = folder.Manifest() ?? throw new LakeFaultException(0, $"there is no {LakeManifest.File}: nothing was exported to {folder.Path}");
        var (head, hash) = (0L, LakeLine.Origin);
        foreach (var segment in manifest.Segments)
        {
            if (segment.From != head + 1) throw new LakeFaultException(head + 1, $"{segment.File} does not begin there");

            yield return Read(segment, hash);
            (head, hash) = (segment.To, segment.Hash);
        }
    }

    /// <summary>Looks at every byte.</summary>
    /// <returns>The manifest, all of which is true.</returns>
    public LakeManifest Verify(IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var seen = 0L;
        foreach (var lines in Segments())
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(seen += lines.Count);
        }

        return folder.Manifest()!;
    }

    private List<ReadOnlyMemory<byte>> Read(LakeSegment segment, string hash)
    {
        if (!File.Exists(folder.PathOf(segment.File))) throw new LakeFaultException(segment.From, $"{segment.File} is missing");

        var file = File.ReadAllBytes(folder.PathOf(segment.File));
        var lines = new List<ReadOnlyMemory<byte>>();
        foreach (var line in Lines(file, segment.From, () => lines.Count))
        {
            var position = segment.From + lines.Count;
            if (position > segment.To) throw new LakeFaultException(position, $"{segment.File} should end before");

            hash = LakeLine.Follows(hash, position, line.Span)
                ?? throw new LakeFaultException(position, "the event was altered, is missing or stands elsewhere");
            lines.Add(line);
        }

        if (segment.From + lines.Count - 1 != segment.To) throw new LakeFaultException(segment.From + lines.Count, $"{segment.File} ends too soon");
        if (hash != segment.Hash) throw new LakeFaultException(segment.To, "its hash is not the manifest's");
        if (Digest.Of(file) != segment.Sha256)
            throw new LakeFaultException(segment.From, $"{segment.File} has other bytes than were written, though its events read as they were");

        return lines;
    }

    /// <summary>As far as they can be read.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] file, long from, Func<int> linesRead)
    {
        var plain = new MemoryStream();
        var broken = false;
        try
        {
            // In small steps, so that what can be read before it breaks is read.
            using var lines = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            var some = new byte[256];
            while (lines.Read(some) is > 0 and var read) plain.Write(some, 0, read);
        }
        catch (InvalidDataException)
        {
            broken = true;
        }

        var (bytes, at) = (plain.ToArray().AsMemory(), 0);
        while (at < bytes.Length && bytes.Span[at..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            yield return bytes.Slice(at, length);
            at += length + 1;
        }

        if (broken || at < bytes.Length) throw new LakeFaultException(from + linesRead(), "what follows cannot be decompressed, or does not end");
    }
}
