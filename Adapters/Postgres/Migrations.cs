using System.Data;
using System.Reflection;
using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// Brings a database to the schema of this code: numbered SQL files, each once, in order, in one transaction each.
/// Any number of hosts may start at once; one migrates, for as long as it takes, and the others wait for it.
/// </summary>
public static class Migrations
{
    /// <summary>The advisory lock that whoever migrates holds.</summary>
    public const long Lock = 0x7E3B_E571;

    private static readonly Lazy<IReadOnlyList<Migration>> Files = new(ReadFiles);

    /// <summary>All there are, in order.</summary>
    public static IReadOnlyList<Migration> All => Files.Value;

    /// <returns>Those that were applied now.</returns>
    /// <exception cref="InvalidOperationException">A file that was applied before is not the same any more.</exception>
    public static async Task<IReadOnlyList<Migration>> ApplyAsync(
        NpgsqlDataSource database, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await Run(connection, "set lock_timeout = 0", cancel);
        await Run(connection, $"select pg_advisory_lock({Lock})", cancel);
        try
        {
            await Run(connection, """
                create table if not exists migrations (
                  number int primary key, name text not null, digest text not null,
                  applied_at timestamptz not null default now())
                """, cancel);
            var before = await Applied(connection, cancel);
            var now = new List<Migration>();
            foreach (var migration in All)
            {
                if (before.TryGetValue(migration.Number, out var digest))
                {
                    if (digest != migration.Digest)
                        throw new InvalidOperationException(
                            $"Migration {migration.Name} was changed after it was applied; write a new one.");
                    continue;
                }

                await Apply(connection, migration, cancel);
                now.Add(migration);
            }

            return now;
        }
        finally
        {
            // A connection that broke has let go of the lock already.
            if (connection.State == ConnectionState.Open)
                await Run(connection, $"select pg_advisory_unlock({Lock}); reset lock_timeout", CancellationToken.None);
        }
    }

    private static async Task Apply(NpgsqlConnection connection, Migration migration, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run(connection, migration.Sql, cancel);
        await using var note = new NpgsqlCommand("insert into migrations values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Digest } },
        };
        await note.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<Dictionary<int, string>> Applied(NpgsqlConnection connection, CancellationToken cancel)
    {
        var applied = new Dictionary<int, string>();
        await using var query = new NpgsqlCommand("select number, digest from migrations", connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) applied[rows.GetInt32(0)] = rows.GetString(1);
        return applied;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static List<Migration> ReadFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [.. files.Select(file =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            var sql = reader.ReadToEnd();
            var name = file[..^".sql".Length].Split('.')[^1];
            return new Migration(int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name, sql, Digest.Of(sql));
        })];
    }
}

/// <param name="Digest">SHA-256 of the SQL: what was applied may not change.</param>
public sealed record Migration(int Number, string Name, string Sql, string Digest);
