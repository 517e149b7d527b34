using System.IO.Compression;
using System.Text;
using Shouldly;
using Tempest.Application.Lake;
using Tempest.Application.Storage;
using Xunit;

namespace Tempest.DomainTests.Lake;

/// <summary>Whatever becomes of a lake's bytes is found, with the first position that cannot be trusted.</summary>
public sealed class LakeVerifyTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int PerSegment = 20, Events = 95, Edits = 1_000;

    private readonly Folders folders = new();
    private readonly Random chance = new(20261121);
    private LakeFolder lake = null!;
    private LakeFolder? copy;
    private string? altered;

    public async ValueTask InitializeAsync()
    {
        lake = folders.New();
        await new LakeExport(await Written.InMemoryAsync(Events), TenantId.Default, lake, PerSegment).RunAsync();
    }

    public ValueTask DisposeAsync()
    {
        folders.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is_altered() => new LakeReader(lake).Verify().Head.ShouldBe(Events);

    [Fact]
    public void Of_a_thousand_edits_of_its_files_a_thousand_are_found()
    {
        var files = Directory.GetFiles(lake.Path).Order(StringComparer.Ordinal).ToArray();
        var found = 0;
        for (var edit = 0; edit < Edits; edit++)
        {
            var file = files[chance.Next(files.Length)];
            var was = File.ReadAllBytes(file);
            var how = Edit(was, out var now);
            File.WriteAllBytes(file, now);

            var fault = Should.Throw<LakeFaultException>(() => new LakeReader(lake).Verify(), $"{how} in {Path.GetFileName(file)}");
            var (from, to) = Path.GetFileName(file) == LakeManifest.File ? (0, 0) : Segment(file);
            fault.Position.ShouldBeInRange(from, to + 1, $"{how} in {Path.GetFileName(file)}");
            found++;
            File.WriteAllBytes(file, was);
        }

        output.WriteLine($"{Edits} edits, {found} found.");
        new LakeReader(lake).Verify();
    }

    /// <summary>By somebody who packs it again and puts the file's new hash into the manifest.</summary>
    [Fact]
    public void Of_a_thousand_edits_of_its_events_each_is_named_with_its_position()
    {
        var segments = new LakeReader(lake).Segments().Select(lines => lines.Select(line => Encoding.UTF8.GetString(line.Span)).ToArray()).ToArray();
        for (var edit = 0; edit < Edits; edit++)
        {
            var position = chance.Next(1, Events + 1);
            var lines = segments[(position - 1) / PerSegment].ToList();
            var at = (position - 1) % PerSegment;
            switch (chance.Next(4))
            {
                case 0:
                    var inside = chance.Next(lines[at].Length);
                    lines[at] = $"{lines[at][..inside]}{(lines[at][inside] == 'x' ? 'y' : 'x')}{lines[at][(inside + 1)..]}";
                    break;
                case 1 when at < lines.Count - 1:
                    (lines[at], lines[at + 1]) = (lines[at + 1], lines[at]);
                    break;
                case 2:
                    lines.Insert(at, lines[chance.Next(lines.Count) is var other && other == at ? (at + 1) % lines.Count : other]);
                    break;
                default:
                    lines.RemoveAt(at);
                    break;
            }

            var forged = Forged((position - 1) / PerSegment, string.Concat(lines.Select(line => line + "\n")));
            Should.Throw<LakeFaultException>(() => new LakeReader(forged).Verify()).Position.ShouldBe(position);
        }
    }

    [Fact]
    public void A_segment_that_is_missing_or_stands_elsewhere_is_found()
    {
        var files = Directory.GetFiles(lake.Path, "events-*").Order(StringComparer.Ordinal).ToArray();
        File.Move(files[1], files[1] + ".away");
        Should.Throw<LakeFaultException>(() => new LakeReader(lake).Verify()).Position.ShouldBe(21);
        File.Move(files[2], files[1]);
        Should.Throw<LakeFaultException>(() => new LakeReader(lake).Verify()).Position.ShouldBe(21);
    }

    private LakeFolder Forged(int segment, string lines)
    {
        var manifest = lake.Manifest()!;
        var file = manifest.Segments[segment].File;
        copy ??= folders.CopyOf(lake);
        if (altered is not null) File.Copy(lake.PathOf(altered), copy.PathOf(altered), overwrite: true);
        altered = file;
        using (var packed = new GZipStream(File.Create(copy.PathOf(file)), CompressionLevel.Fastest)) packed.Write(Encoding.UTF8.GetBytes(lines));
        var empty = LakeManifest.Empty(TenantId.Default, PerSegment);
        copy.Write(manifest.Segments.Aggregate(empty, (all, each) =>
            all.With(each.File == file ? each with { Sha256 = copy.Sha256(file) } : each)));
        return copy;
    }

    private string Edit(byte[] was, out byte[] now)
    {
        var at = chance.Next(was.Length);
        switch (chance.Next(5))
        {
            case 0:
                now = [.. was];
                now[at] ^= (byte)(1 << chance.Next(8));
                return $"a bit of byte {at}";
            case 1:
                now = [.. was[..at], .. was[(at + 1)..]];
                return $"byte {at} removed";
            case 2:
                now = [.. was[..at], (byte)chance.Next(256), .. was[at..]];
                return $"a byte put in at {at}";
            case 3:
                now = was[..at];
                return $"cut off at {at}";
            default:
                now = [.. was, .. was[at..]];
                return $"from {at} on twice";
        }
    }

    private static (int From, int To) Segment(string file)
    {
        var parts = Path.GetFileName(file).Split('-', '.');
        return (int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
    }
}
