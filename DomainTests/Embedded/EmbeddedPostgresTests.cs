using System.Text;
using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres.Embedded;
using Xunit;
using static Tempest.DomainTests.Embedded.Clusters;

namespace Tempest.DomainTests.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tempest-test-{Guid.NewGuid():n}");

    private EmbeddedOptions Kept => new() { Folder = folder, Durable = false };

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_written_survives_a_restart()
    {
        await using (var before = await StartAsync(Kept with { Durable = true }))
        {
            before.Started.ShouldBeTrue();
            (await AskAsync(before, "show fsync")).ShouldBe("on");
            await AskAsync(before, "create table kept as select 'here' as text");
        }

        await using var after = await StartAsync(Kept with { Durable = true });
        (await AskAsync(after, "select text from kept")).ShouldBe("here");
    }

    [Fact]
    public async Task A_database_that_was_dropped_is_made_again()
    {
        await using (var before = await StartAsync(Kept))
        {
            var server = new NpgsqlConnectionStringBuilder(before.ConnectionString) { Database = "template1" };
            await AskAsync(server.ConnectionString, "drop database tempest");
        }

        await using var after = await StartAsync(Kept);
        (await AskAsync(after, "select current_database()::text")).ShouldBe("tempest");
    }

    [Fact]
    public async Task A_second_start_joins_and_leaves_the_server_to_the_first()
    {
        await using var first = await StartAsync(Kept);
        await using (var second = await StartAsync(Kept))
        {
            second.Started.ShouldBeFalse();
            second.ConnectionString.ShouldBe(first.ConnectionString);
            second.Version.ShouldBe(first.Version);
            await AskAsync(second, "create table kept as select 'here' as text");
        }

        (await AskAsync(first, "select text from kept")).ShouldBe("here");
    }

    [Fact]
    public async Task Of_several_that_start_at_once_one_owns_the_server()
    {
        var clusters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync(Kept)));

        clusters.Count(cluster => cluster.Started).ShouldBe(1);
        foreach (var cluster in clusters) (await AskAsync(cluster, "select 'yes'")).ShouldBe("yes");
        foreach (var cluster in clusters) await cluster.DisposeAsync();
    }

    [Fact]
    public async Task After_the_owner_has_ended_the_next_start_owns_what_was_left()
    {
        await using var owner = await StartAsync(Kept);
        await using var guest = await StartAsync(Kept);
        await AskAsync(guest, "create table kept as select 'here' as text");
        await owner.DisposeAsync();

        await using var next = await StartAsync(Kept);
        next.Started.ShouldBeTrue();
        (await AskAsync(next, "select text from kept")).ShouldBe("here");
    }

    [Fact]
    public async Task A_server_that_somebody_else_started_is_joined_and_left_running()
    {
        await (await StartAsync(Kept)).DisposeAsync();
        await using var foreign = await ForeignServer.StartAsync(folder);

        await using (var joined = await StartAsync(Kept)) joined.Started.ShouldBeFalse();

        foreign.Runs.ShouldBeTrue();
    }

    [Fact]
    public async Task A_throwaway_cluster_leaves_nothing()
    {
        string left;
        await using (var cluster = await StartAsync(EmbeddedOptions.ForTests)) left = cluster.DataFolder;

        Directory.Exists(left).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deep_folder_gets_a_short_socket()
    {
        var deep = Path.Combine(folder, string.Join('/', Enumerable.Repeat("deeper", 20)));
        string socket;
        await using (var cluster = await StartAsync(Kept with { Folder = deep }))
        {
            socket = new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host!;
            Encoding.UTF8.GetByteCount(socket + "/.s.PGSQL.5432").ShouldBeLessThanOrEqualTo(107);
            (await AskAsync(cluster, "select 'yes'")).ShouldBe("yes");
        }

        Directory.Exists(socket).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_programs_one_sentence_says_what_to_install()
    {
        var none = EmbeddedOptions.ForTests with { BinaryFolders = [folder] };
        var refusal = await Should.ThrowAsync<PostgresNotFoundException>(() => EmbeddedPostgres.StartAsync(none));

        refusal.Message.ShouldContain("install PostgreSQL");
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Data_of_another_version_is_refused_and_left_as_it_is()
    {
        await (await StartAsync(Kept)).DisposeAsync();
        var version = Path.Combine(folder, "data", "PG_VERSION");
        await File.WriteAllTextAsync(version, "9\n");

        var refusal = await Should.ThrowAsync<PostgresNotFoundException>(() => EmbeddedPostgres.StartAsync(Kept));

        refusal.Message.ShouldContain("install PostgreSQL 9");
        (await File.ReadAllTextAsync(version)).ShouldBe("9\n");
    }

    [Fact]
    public async Task A_failed_start_says_what_the_server_said()
    {
        await (await StartAsync(Kept)).DisposeAsync();
        await File.AppendAllTextAsync(Path.Combine(folder, "data", "postgresql.conf"), "no_such_setting = 1\n");

        var failure = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(Kept));

        failure.Message.ShouldContain("no_such_setting");
    }
}
