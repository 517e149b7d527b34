using System.Globalization;
using System.IO.Compression;
using Tempest.Application.Storage;

namespace Tempest.Application.Lake;

/// <summary>
/// Writes a tenant's feed into a lake, from where the last export ended. Segments are cut at fixed positions and the last one
/// is written anew until it is full, so that what comes out depends on the events only and not on when they were exported.
/// </summary>
public sealed class LakeExport(IFeed feed, TenantId tenant, LakeFolder folder, int eventsPerSegment = LakeExport.UsualSegment)
{
    internal const string Prefix = "events-";

    private const int UsualSegment = 10_000, PerPage = 1_000;

    /// <param name="progress">Told how many events were written.</param>
    /// <param name="cancel">Stops it; what is finished stays, and the next export goes on there.</param>
    /// <exception cref="LakeFaultException">The lake is not one of this feed.</exception>
    public async Task<LakeManifest> RunAsync(IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        using var mine = folder.Lock();
        var manifest = folder.Manifest() ?? LakeManifest.Empty(tenant, eventsPerSegment);
        if (manifest.Tenant != tenant.Value) throw new LakeFaultException(0, $"it is the lake of tenant '{manifest.Tenant}', not of '{tenant}'");

        var head = await feed.HeadAsync(cancel);
        if (head < manifest.Head)
            throw new LakeFaultException(head + 1, "the lake goes on and the feed does not: one of them is not the other's, or events were lost");

        var last = manifest.Segments.Count == 0 ? null : manifest.Segments[^1];
        if (last is null) folder.Write(manifest);
        else manifest = manifest.WithoutLast();
        var written = 0L;
        while (manifest.Head < head)
        {
            var to = Math.Min(head, ((manifest.Head / manifest.EventsPerSegment) + 1) * manifest.EventsPerSegment);
            manifest = manifest.With(await WriteAsync(manifest, to, last, cancel));
            folder.Write(manifest);
            written += to - manifest.Segments[^1].From + 1;
            progress?.Report(written);
        }

        folder.Tidy(manifest);
        return manifest;
    }

    private async Task<LakeSegment> WriteAsync(LakeManifest before, long to, LakeSegment? last, CancellationToken cancel)
    {
        var (from, position, hash) = (before.Head + 1, before.Head, before.Hash);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{from:D12}-{to:D12}.ndjson.gz");
        var file = folder.Begin(name);
        await using (file)
        {
            await using (var lines = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            {
                while (position < to)
                {
                    var page = await feed.ReadAsync(position, (int)Math.Min(PerPage, to - position), cancel);
                    if (page.Count == 0 || page[0].Position != position + 1)
                        throw new LakeFaultException(position + 1, "the feed has no such event");

                    foreach (var happened in page)
                    {
                        var written = LakeLine.Write(happened);
                        (position, hash) = (happened.Position, LakeLine.Hash(hash, written));
                        lines.Write([.. LakeLine.WithHash(written, hash), (byte)'\n']);
                        if (position == last?.To && hash != last.Hash)
                            throw new LakeFaultException(last.From, "the feed does not say here, or hereafter, what the lake says: it is not this one's");
                    }
                }
            }

            folder.Finish(file, name);
        }

        return new(name, from, to, folder.Sha256(name), hash);
    }
}
