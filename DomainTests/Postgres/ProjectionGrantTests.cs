using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Reporting;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>Projections are written by projectors only, and projectors write nothing else: the server sees to it.</summary>
public sealed class ProjectionGrantTests(TestServer server)
{
    private const string Touch = "update projections set position = position";

    [Fact]
    public async Task Nobody_but_a_projector_writes_projections_and_it_writes_nothing_else()
    {
        var options = new PostgresOptions(await server.MigratedAsync());
        await using var storage = new PostgresStorage(options);
        (await storage.IsGuardedAsync()).ShouldBeTrue();
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));

        foreach (var others in (NpgsqlDataSource[])[options.ForCommands(), options.ForBackground()])
        {
            await using var source = others;
            await RefusedAsync(source, Touch);
            await RefusedAsync(source, "delete from projected");
            await AllowedAsync(source, "select count(*) from projected");
            await AllowedAsync(source, "update records set data = data");
        }

        await using var projector = options.ForProjecting();
        await AllowedAsync(projector, Touch);
        await AllowedAsync(projector, "select count(*) from events");
        foreach (var other in (string[])["insert into feed_head values ('mine', 0)", "insert into events select * from events", "delete from queue", "update records set data = data"])
            await RefusedAsync(projector, other);
    }

    [Fact]
    public async Task A_table_that_comes_later_is_the_hosts_too()
    {
        var options = new PostgresOptions(await server.MigratedAsync());
        await using (var owner = options.ForMigrating())
        {
            await using var create = owner.CreateCommand("create table later (id int generated always as identity, word text)");
            await create.ExecuteNonQueryAsync();
        }

        await using var host = options.ForBackground();
        await AllowedAsync(host, "insert into later (word) values ('x')");
    }

    [Fact]
    public async Task Where_the_migrating_user_may_not_make_roles_everything_works_without_and_says_so()
    {
        var empty = await server.EmptyAsync();
        var (name, plain) = (new NpgsqlConnectionStringBuilder(empty).Database!, $"plain_{Guid.NewGuid():n}");
        await using (var sql = await Sql.OpenAsync(empty))
        {
            await sql.DoAsync($"create role {plain} login");
            await sql.DoAsync($"alter database {name} owner to {plain}");
            await sql.DoAsync($"grant all on schema public to {plain}");
        }

        await using (var storage = new PostgresStorage(new(new NpgsqlConnectionStringBuilder(empty) { Username = plain }.ConnectionString)))
        {
            await storage.MigrateAsync();
            await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
            await new Projector(storage, storage.Projections, ProjectionBook.All, TimeProvider.System).CatchUpAsync();

            (await storage.IsGuardedAsync()).ShouldBeFalse();
            (await storage.Projections.GenerationsAsync()).ShouldAllBe(one => one.Position == 1);
        }

        await using var after = await Sql.OpenAsync(empty);
        await after.DoAsync($"reassign owned by {plain} to current_user; drop owned by {plain}; drop role {plain}");
    }

    [Fact]
    public async Task A_step_is_stored_with_how_far_it_holds_or_not_at_all()
    {
        var connection = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(connection));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));
        await storage.Projections.BeginAsync("coins", "f");
        var generation = (await storage.Projections.GenerationsAsync()).Single();
        await using var sql = await Sql.OpenAsync(connection);
        await sql.DoAsync("alter table projections add check (position <> 7)");

        await Should.ThrowAsync<PostgresException>(() => storage.Projections.StepAsync(generation, (_, _) => Task.FromResult(
            new Step([new(new("by", "zoe"), Figures.Of(("coins", 1)).Write(), [])], 7, null))));

        (await sql.AskAsync<long>("select count(*) from projected")).ShouldBe(0);
        (await storage.Projections.GenerationsAsync()).Single().Position.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_comes_while_another_is_at_it_goes_on_elsewhere()
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        await storage.Projections.BeginAsync("coins", "f");
        var generation = (await storage.Projections.GenerationsAsync()).Single();
        var second = true;

        var first = await storage.Projections.StepAsync(generation, async (now, _) =>
        {
            second = await storage.Projections.StepAsync(generation, (_, _) => throw new InvalidOperationException("Two are at it."));
            return new([], now.Position, null);
        });

        (first, second).ShouldBe((true, false));
    }

    private static async Task AllowedAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task RefusedAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
    }
}
