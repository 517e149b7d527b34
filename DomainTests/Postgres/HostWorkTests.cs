using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>What a host tells operators of its own work.</summary>
public sealed class HostWorkTests(TestServer server)
{
    [Fact]
    public async Task Commands_and_how_often_they_were_tried_again()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database) { LockTimeout = TimeSpan.FromMilliseconds(10) });
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await using var somebody = await Sql.OpenAsync(database);
        await somebody.DoAsync("begin; lock table lane_0 in share row exclusive mode");
        await Should.ThrowAsync<TooBusyException>(() => storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1))));

        var jars = storage.Work.Kinds.ShouldHaveSingleItem();
        (jars.Kind, jars.Commands, jars.Retries).ShouldBe(("jar", 2, 11));
    }

    [Fact]
    public async Task States_it_had_to_read_and_how_many_had_a_snapshot()
    {
        var database = await server.MigratedAsync();
        await using (var before = new PostgresStorage(new(database)))
        {
            foreach (var jar in (string[])["a", "b"]) await before.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(1)));
            await before.FlushAsync();
            await before.DiscardAsync(Jars.Category.Stream("b"));
            before.Work.Kinds.ShouldHaveSingleItem().HitRate.ShouldBeNull("what is new is not read");
        }

        await using var storage = new PostgresStorage(new(database));
        foreach (var jar in (string[])["a", "b", "never filled"]) await storage.LoadAsync(Jars.Category.Stream(jar));
        await storage.LoadAsync(Jars.Category.Stream("b"), version: 1);
        for (var again = 0; again < 3; again++) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));

        var jars = storage.Work.Kinds.ShouldHaveSingleItem();
        (jars.FromSnapshots, jars.FromEvents, jars.HitRate).ShouldBe((2, 1, 66.7m), "once read, a is remembered; what was is not what is");
    }
}
