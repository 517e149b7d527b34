using Shouldly;
using Tempest.Application.Lake;
using Tempest.Application.Storage;
using Xunit;

namespace Tempest.DomainTests.Lake;

/// <summary>However often an export is begun, stopped and begun again, the same lake comes out.</summary>
public sealed class LakeExportTests : IDisposable
{
    private const int PerSegment = 20, Events = 95;

    private readonly Folders folders = new();

    public void Dispose() => folders.Dispose();

    [Fact]
    public async Task In_steps_it_comes_to_the_same_bytes_as_at_once()
    {
        var whole = await Written.InMemoryAsync(Events);
        var (once, steps) = (folders.New(), folders.New());
        await ExportAsync(whole, once);

        foreach (var upTo in (int[])[0, 7, 20, 20, 21, 59, 80, Events])
        {
            (await ExportAsync(new UpTo(whole, upTo), steps)).Head.ShouldBe(upTo);
            new LakeReader(steps).Verify().Head.ShouldBe(upTo);
        }

        Folders.Bytes(steps).ShouldBe(Folders.Bytes(once));
        Directory.GetFiles(once.Path).Length.ShouldBe(6, "five segments and the manifest");
    }

    [Fact]
    public async Task Stopped_anywhere_what_is_there_verifies_and_it_goes_on_to_the_same_bytes()
    {
        var whole = await Written.InMemoryAsync(Events);
        var once = folders.New();
        await ExportAsync(whole, once);
        for (var reads = 0; reads < 5; reads++)
        {
            var lake = folders.New();
            await ExportAsync(new UpTo(whole, 7), lake);
            await Should.ThrowAsync<IOException>(() => ExportAsync(new UpTo(whole, Events) { BreaksAfter = reads }, lake));
            new LakeReader(lake).Verify().Head.ShouldBe(reads == 0 ? 7 : reads * PerSegment);

            await ExportAsync(whole, lake);
            Folders.Bytes(lake).ShouldBe(Folders.Bytes(once));
        }
    }

    [Fact]
    public async Task Into_the_lake_of_another_feed_nothing_is_exported()
    {
        var lake = folders.New();
        await ExportAsync(await Written.InMemoryAsync(Events), lake);
        var before = Folders.Bytes(lake);

        var other = await Written.InMemoryAsync(Events + 10); // the same, but recorded at other times
        (await Should.ThrowAsync<LakeFaultException>(() => ExportAsync(other, lake))).Position.ShouldBe(81);
        (await Should.ThrowAsync<LakeFaultException>(() => ExportAsync(new UpTo(other, 50), lake))).Position.ShouldBe(51);

        new LakeReader(lake).Verify().Head.ShouldBe(Events);
        await Should.ThrowAsync<LakeFaultException>(() => new LakeExport(other, new("other"), lake).RunAsync());
        before.Split('\n').ShouldBeSubsetOf(Folders.Bytes(lake).Split('\n'));
    }

    private static Task<LakeManifest> ExportAsync(IFeed feed, LakeFolder lake) => new LakeExport(feed, TenantId.Default, lake, PerSegment).RunAsync();

    /// <summary>The feed as it was once, which may not answer any more.</summary>
    private sealed class UpTo(IFeed feed, int head) : IFeed
    {
        public int BreaksAfter { get; set; } = int.MaxValue;

        public Task<long> HeadAsync(CancellationToken cancel = default) => Task.FromResult((long)head);

        public Task<IReadOnlyList<RecordedEvent>> ReadAsync(FeedPart part, int limit, CancellationToken cancel = default) =>
            BreaksAfter-- > 0 ? feed.ReadAsync(part, limit, cancel) : throw new IOException("The power is gone.");
    }
}
