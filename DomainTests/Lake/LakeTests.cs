using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Lake;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Lake;

/// <summary>From a lake comes an installation like the one it was exported from, and what an existing one has lost.</summary>
public sealed class LakeTests(TestServer server) : IDisposable
{
    private const int PerSegment = 20;

    private readonly Folders folders = new();

    public void Dispose() => folders.Dispose();

    [Fact]
    public async Task Exported_restored_and_exported_again_it_is_the_same_to_the_byte()
    {
        await using var first = await WrittenAsync();
        await using var second = new PostgresStorage(new(await server.MigratedAsync()));
        var (lake, again) = (folders.New(), folders.New());

        await ExportAsync(first, lake);
        (await new LakeRestore(lake, second).RunAsync()).ShouldBe(await first.HeadAsync());
        await ExportAsync(second, again);

        Folders.Bytes(again).ShouldBe(Folders.Bytes(lake));
        (await second.ReadAsync(0, 1_000)).Select(LakeLine.Write).ShouldBe((await first.ReadAsync(0, 1_000)).Select(LakeLine.Write));
        ((Jar)(await second.LoadAsync(Jars.Category.Stream("Jürgen"))).State).ShouldBe((Jar)(await first.LoadAsync(Jars.Category.Stream("Jürgen"))).State);
    }

    [Fact]
    public async Task Another_kind_of_storage_makes_the_same_bytes_of_the_same_events()
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        var (lake, again) = (folders.New(), folders.New());
        await ExportAsync(await Written.InMemoryAsync(50), lake);

        await new LakeRestore(lake, storage).RunAsync();
        await ExportAsync(storage, again);

        Folders.Bytes(again).ShouldBe(Folders.Bytes(lake), "the database keeps members in an order of its own");
    }

    [Fact]
    public async Task A_restored_installation_goes_on_where_the_other_ended()
    {
        await using var first = await WrittenAsync();
        await using var second = new PostgresStorage(new(await server.MigratedAsync()));
        var lake = folders.New();
        await ExportAsync(first, lake);
        await new LakeRestore(lake, second).RunAsync();

        var done = (await second.ExecuteAsync(Jars.Anonymous, Jars.Ask("1", new Put(1)))).ShouldBeOfType<Done>();

        done.Position.ShouldBe(await first.HeadAsync() + 1);
        await ExportAsync(second, lake);
        new LakeReader(lake).Verify().Head.ShouldBe(done.Position);
    }

    [Fact]
    public async Task What_was_lost_is_filled_and_what_is_there_stays()
    {
        var database = await server.MigratedAsync();
        await using var storage = await WrittenAsync(database);
        var (lake, again) = (folders.New(), folders.New());
        await ExportAsync(storage, lake);
        await using var sql = await Sql.OpenAsync(database);
        await sql.DoAsync("alter table events disable trigger all; delete from events where position in (3, 4, 30) or position > 90; update feed_head set position = 90");

        (await new LakeRestore(lake, storage).RunAsync()).ShouldBe(3 + 10);
        (await new LakeRestore(lake, storage).RunAsync()).ShouldBe(0);

        await ExportAsync(storage, again);
        Folders.Bytes(again).ShouldBe(Folders.Bytes(lake));
    }

    [Theory]
    [InlineData("update events set actor = 'another' where position = 45", 45)]
    [InlineData("update events set data = data || '{\"coins\": 7}' where position = 45", 45)]
    [InlineData("delete from events where position = 45; update events set version = (select version from events where position = 46) + 1000, position = 45 where position = 46", 45)]
    [InlineData("update events set position = 1000 where position = 45", 45)]
    public async Task Where_something_else_is_stored_it_stops_with_the_position(string sqlOfSomebody, long position)
    {
        var database = await server.MigratedAsync();
        await using var storage = await WrittenAsync(database);
        var lake = folders.New();
        await ExportAsync(storage, lake);
        await using var sql = await Sql.OpenAsync(database);
        await sql.DoAsync("alter table events disable trigger all; delete from events where position = 50");
        await sql.DoAsync(sqlOfSomebody);
        var before = await sql.AskAsync<string>("select string_agg(e::text, ',' order by position) from events e");

        (await Should.ThrowAsync<OtherHistoryException>(() => new LakeRestore(lake, storage).RunAsync())).Position.ShouldBe(position);

        (await sql.AskAsync<string>("select string_agg(e::text, ',' order by position) from events e")).ShouldBe(before);
    }

    [Fact]
    public async Task A_consumer_is_given_what_it_wants_in_order_and_goes_on_where_it_was()
    {
        await using var storage = await WrittenAsync();
        var lake = folders.New();
        await ExportAsync(storage, lake);

        async Task<IReadOnlyList<long>> GivenAsync(long after, params string[] types)
        {
            var given = new List<long>();
            await new LakeSeed(lake, [], types).RunAsync(after, (lines, last) =>
            {
                given.AddRange(lines.Select(line => LakeLine.Read(line).Position));
                given[^1].ShouldBe(last);
                return Task.CompletedTask;
            });
            return given;
        }

        (await GivenAsync(0)).ShouldBe(Enumerable.Range(1, 100).Select(n => (long)n));
        (await GivenAsync(95)).ShouldBe([96, 97, 98, 99, 100]);
        (await GivenAsync(0, "coins-taken")).ShouldBe([100]);
    }

    private static Task<LakeManifest> ExportAsync(IStorage storage, LakeFolder lake) =>
        new LakeExport(storage, TenantId.Default, lake, PerSegment).RunAsync();

    private async Task<PostgresStorage> WrittenAsync(string? database = null)
    {
        var storage = new PostgresStorage(new(database ?? await server.MigratedAsync()));
        await Written.ToAsync(storage, 99);
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("1", new Take(1)));
        return storage;
    }
}

/// <summary>What is hard to keep to the byte: names of all alphabets, quotation marks, times of the past.</summary>
internal static class Written
{
    public static async Task ToAsync(IExecutor storage, int events)
    {
        string[] jars = ["1", "Jürgen", "a-b_c"];
        string[] people = ["Zoë \"Zed\" O'Hara", "日本 \\ \t", "<b>&amp;</b>", "😀"];
        for (var n = 0; n < events; n++)
        {
            var command = new Command($"c-{n}", "", people[n % 4], DateTimeOffset.UnixEpoch.AddDays(n).AddTicks(n * 12_345L), CausationId: n % 2 == 0 ? "cause" : null);
            (await storage.ExecuteAsync(command, Jars.Ask(jars[n % 3], new Put(n, people[n % 4])))).ShouldBeOfType<Done>();
        }
    }

    public static async Task<MemoryStorage> InMemoryAsync(int events)
    {
        var storage = new MemoryStorage();
        await ToAsync(storage, events);
        return storage;
    }
}

/// <summary>Folders that go when the test does.</summary>
internal sealed class Folders : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("tempest-lake-");
    private int count;

    public LakeFolder New() => new(Path.Combine(root.FullName, $"{++count}"));

    public LakeFolder CopyOf(LakeFolder lake)
    {
        var copy = New();
        Directory.CreateDirectory(copy.Path);
        foreach (var file in Directory.GetFiles(lake.Path)) File.Copy(file, copy.PathOf(Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Every file with its bytes.</summary>
    public static string Bytes(LakeFolder lake) => string.Join('\n', Directory.GetFiles(lake.Path).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} {Digest.Of(File.ReadAllBytes(file))}"));

    public void Dispose() => root.Delete(recursive: true);
}
