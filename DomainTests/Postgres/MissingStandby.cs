using Npgsql;

namespace Tempest.DomainTests.Postgres;

/// <summary>
/// Whoever commits waits for a standby that does not exist: it is committed, and nobody has been told. For a server of
/// one's own.
/// </summary>
internal sealed class MissingStandby : IAsyncDisposable
{
    private readonly Sql killer;

    private MissingStandby(Sql killer) => this.killer = killer;

    public static async Task<MissingStandby> BeginAsync(string server)
    {
        var own = await Sql.OpenAsync(server);
        await own.DoAsync($"alter database {new NpgsqlConnectionStringBuilder(server).Database} set synchronous_commit = on");
        await own.DoAsync("alter system set synchronous_standby_names = 'nobody'");
        await own.DoAsync("select pg_reload_conf()");
        await own.DoAsync("set synchronous_commit = off");

        // The server takes the setting over in its own time: it has when somebody waits.
        var probe = await Sql.OpenAsync(server);
        var probing = Task.Run(async () =>
        {
            for (var n = 0; ; n++) await probe.DoAsync($"create table probe_{n} ()");
        });
        await Wait.UntilAsync("a commit waits for the standby", () => own.AskAsync<bool>(
            "select exists(select from pg_stat_activity where wait_event = 'SyncRep')"));
        await own.AskAsync<bool>("select pg_terminate_backend(pid, 10000) from pg_stat_activity where wait_event = 'SyncRep'");
        await Xunit.Assert.ThrowsAnyAsync<NpgsqlException>(() => probing);
        await probe.DisposeAsync();
        return new(own);
    }

    /// <summary>Ends the connections that wait, one time after the other; then the standby is not missed any more.</summary>
    public async Task KillWhoWaitsAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await killer.UntilTempestAsync("wait_event = 'SyncRep'");
            await killer.AskAsync<bool>("""
                select pg_terminate_backend(pid, 10000) from pg_stat_activity
                where datname = current_database() and application_name = 'tempest' and wait_event = 'SyncRep'
                """);
        }

        await killer.DoAsync("alter system reset synchronous_standby_names");
        await killer.DoAsync("select pg_reload_conf()");
    }

    public ValueTask DisposeAsync() => killer.DisposeAsync();
}
