using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>Operators see how snapshots stand, prove that they are right, and are told when one is not.</summary>
public abstract class AuditContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private IStorage storage = null!;

    protected abstract Task<IStorage> OpenAsync();

    /// <summary>Makes the snapshot of a jar with three coins one of four.</summary>
    protected abstract Task SpoilAsync(string jar);

    public async ValueTask InitializeAsync() => storage = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_status_counts_what_is_there_and_what_is_missing()
    {
        await PutAsync("a", 1, 2);
        await PutAsync("b", 3);
        (await storage.StatusAsync(Jars.Category)).ShouldBe(new(Events: 3, Current: 2, Incompatible: 0, Behind: 0));
        (await storage.StatusAsync(Jars.OtherCode)).ShouldBe(new(Events: 3, Current: 0, Incompatible: 2, Behind: 3));

        (await storage.DiscardAsync(Jars.Category.Stream("a"))).ShouldBe(1);
        (await storage.StatusAsync(Jars.Category)).ShouldBe(new(Events: 3, Current: 1, Incompatible: 0, Behind: 2));
        (await storage.VersionAsync(Jars.Category.Stream("b"))).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_status_calls_behind_is_brought_up_by_a_rebuild()
    {
        await PutAsync("a", 1, 2);
        await storage.DiscardAsync(Jars.Category);
        await storage.RebuildAsync(Jars.Category);
        (await storage.StatusAsync(Jars.Category)).ShouldBe(new(Events: 2, Current: 1, Incompatible: 0, Behind: 0));
    }

    [Fact]
    public async Task Snapshots_that_are_what_their_events_say_verify()
    {
        for (var jar = 1; jar <= 20; jar++) await PutAsync($"{jar}", jar);
        (await SnapshotCheck.AllAsync(storage, Jars.Category)).Compared.ShouldBe(20);

        var sample = await SnapshotCheck.SampleAsync(storage, [Jars.Category], 7);
        (sample.Compared, sample.Differences.Count).ShouldBe((7, 0));
        (await SnapshotCheck.SampleAsync(storage, [Jars.Category], 100)).Compared.ShouldBeGreaterThanOrEqualTo(20, "fewer than were asked for");
    }

    [Fact]
    public async Task One_that_is_not_is_named_with_what_differs_first()
    {
        for (var jar = 1; jar <= 20; jar++) await PutAsync($"{jar}", 1, 2);
        await SpoilAsync("7");

        var found = (await SnapshotCheck.AllAsync(storage, Jars.Category)).Differences.ShouldHaveSingleItem();

        found.ToString().ShouldBe("jar/7 at version 2: coins is 4, its events say 3");
    }

    [Fact]
    public async Task The_audit_drops_it_remembers_it_and_the_state_comes_back_right()
    {
        for (var jar = 1; jar <= 20; jar++) await PutAsync($"{jar}", 1, 2);
        await SpoilAsync("7");
        using var audit = new SnapshotAudit(storage, new At(Noon), [Jars.Category]);
        (await storage.Audit.ReportAsync(10)).LastAt.ShouldBeNull();

        (await audit.RunAsync(20)).Count.ShouldBe(1);
        (await audit.RunAsync(5)).ShouldBeEmpty();

        var report = await storage.Audit.ReportAsync(10);
        (report.Rounds, report.Compared, report.Differences, report.LastAt).ShouldBe((2, 25, 1, Noon));
        report.Latest.ShouldHaveSingleItem().ShouldBe(new(new("jar", "7"), 2, "coins is 4, its events say 3", Noon));
        (await storage.VersionAsync(Jars.Category.Stream("7"))).ShouldBe(0);
        ((Jar)(await storage.LoadAsync(Jars.Category.Stream("7"))).State).Coins.ShouldBe(3);
    }

    private async Task PutAsync(string jar, params int[] coins)
    {
        foreach (var each in coins) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(each)));
        await storage.FlushAsync();
    }

    private sealed class At(DateTimeOffset moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => moment;
    }
}

public sealed class MemoryAuditTests : AuditContract
{
    private readonly MemoryData data = new();

    protected override Task<IStorage> OpenAsync() => Task.FromResult<IStorage>(new MemoryStorage(data, TimeProvider.System));

    protected override Task SpoilAsync(string jar)
    {
        data.Spoil(Jars.Category.Stream(jar), state => state.Replace("\"coins\":3", "\"coins\":4", StringComparison.Ordinal));
        return Task.CompletedTask;
    }
}

public sealed class PostgresAuditTests(TestServer server) : AuditContract
{
    private string database = "";

    protected override async Task<IStorage> OpenAsync() => new PostgresStorage(new(database = await server.MigratedAsync()));

    protected override async Task SpoilAsync(string jar)
    {
        await using var sql = await Sql.OpenAsync(database);
        await sql.DoAsync($"update snapshots set state = jsonb_set(state, '{{coins}}', '4') where id = '{jar}'");
    }
}
