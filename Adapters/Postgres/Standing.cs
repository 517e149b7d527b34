using Npgsql;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// The roles of 0012-projections.sql, which every connection takes when it is opened, where the server has them: projectors write
/// projections and nothing else, everybody else writes everything else.
/// </summary>
internal static class Standing
{
    public const string Host = "tempest_host", Projector = "tempest_projector";

    /// <summary>Before the roles have their rights here, there is nothing to take.</summary>
    private const string Take = """
        select set_config('role', rolname, false) from pg_roles
        where rolname = $1 and pg_has_role(session_user, oid, 'member')
          and coalesce(has_table_privilege(oid, to_regclass('projected'), 'select'), false)
        """;

    public static void As(this NpgsqlDataSourceBuilder source, string role) => source.UsePhysicalConnectionInitializer(
        connection =>
        {
            using var take = new NpgsqlCommand(Take, connection).With(role);
            take.ExecuteNonQuery();
        },
        async connection =>
        {
            await using var take = new NpgsqlCommand(Take, connection).With(role);
            await take.ExecuteNonQueryAsync();
        });

    /// <summary>Whether these connections have that role.</summary>
    public static async Task<bool> IsTakenAsync(NpgsqlDataSource source, string role, CancellationToken cancel)
    {
        await using var query = source.CreateCommand("select current_user = $1").With(role);
        return (bool)(await query.ExecuteScalarAsync(cancel))!;
    }
}
