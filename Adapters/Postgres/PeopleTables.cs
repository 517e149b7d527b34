using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Access;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>A tenant's people, tokens and sealing keys.</summary>
internal sealed class PeopleTables(NpgsqlDataSource reading, NpgsqlDataSource writing, TenantId tenant) : IPeople
{
    private const string Tokens = "select data, revoked_at from access_tokens where tenant = $1";

    public async Task<Person?> FindPersonAsync(string id, CancellationToken cancel = default) =>
        (await PeopleAsync("and id = $2", cancel, id)).SingleOrDefault();

    public async Task<Person?> FindPersonByEmailAsync(string email, CancellationToken cancel = default) =>
        (await PeopleAsync("and email = $2", cancel, Person.Key(email))).SingleOrDefault();

    public async Task<IReadOnlyList<Person>> ListPeopleAsync(CancellationToken cancel = default) =>
        await PeopleAsync("order by id", cancel);

    public async Task<bool> AddPersonAsync(Person person, CancellationToken cancel = default) => await ChangesOneAsync(
        writing.CreateCommand("insert into people (tenant, id, email, data) values ($1, $2, $3, $4) on conflict do nothing")
            .With(tenant.Value).With(person.Id).With(Person.Key(person.Email)).With(Json(person, StoredJson.Default.Person), NpgsqlDbType.Jsonb), cancel);

    public async Task<bool> ReplacePersonAsync(Person was, Person now, CancellationToken cancel = default)
    {
        try
        {
            return await ChangesOneAsync(
                writing.CreateCommand("update people set email = $3, data = $4 where tenant = $1 and id = $2 and data = $5")
                    .With(tenant.Value).With(was.Id).With(Person.Key(now.Email))
                    .With(Json(now, StoredJson.Default.Person), NpgsqlDbType.Jsonb).With(Json(was, StoredJson.Default.Person), NpgsqlDbType.Jsonb), cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    public async Task<AccessToken?> FindTokenAsync(string id, CancellationToken cancel = default) =>
        (await TokensAsync("and id = $2", cancel, id)).SingleOrDefault();

    public async Task<IReadOnlyList<AccessToken>> ListTokensAsync(CancellationToken cancel = default) =>
        await TokensAsync("order by created_at desc, id", cancel);

    public Task AddTokenAsync(AccessToken token, CancellationToken cancel = default) => ChangesOneAsync(
        writing.CreateCommand("insert into access_tokens (tenant, id, data, created_at) values ($1, $2, $3, $4)")
            .With(tenant.Value).With(token.Id).With(Json(token, StoredJson.Default.AccessToken), NpgsqlDbType.Jsonb).With(token.CreatedAt), cancel);

    public Task<bool> RevokeTokenAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => ChangesOneAsync(
        writing.CreateCommand("update access_tokens set revoked_at = $3 where tenant = $1 and id = $2 and revoked_at is null")
            .With(tenant.Value).With(id).With(at), cancel);

    public Task<IReadOnlyList<string>> SealingKeysAsync(CancellationToken cancel = default) => ReadAsync(
        reading.CreateCommand("select xml from sealing_keys where tenant = $1").With(tenant.Value), row => row.GetString(0), cancel);

    public Task AddSealingKeyAsync(string name, string xml, CancellationToken cancel = default) => ChangesOneAsync(
        writing.CreateCommand("insert into sealing_keys (tenant, name, xml) values ($1, $2, $3)")
            .With(tenant.Value).With(name).With(xml), cancel);

    private Task<IReadOnlyList<Person>> PeopleAsync(string which, CancellationToken cancel, params string[] values) => ReadAsync(
        Asking($"select data from people where tenant = $1 {which}", values),
        row => JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), StoredJson.Default.Person)!, cancel);

    private Task<IReadOnlyList<AccessToken>> TokensAsync(string which, CancellationToken cancel, params string[] values) => ReadAsync(
        Asking($"{Tokens} {which}", values),
        row => JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), StoredJson.Default.AccessToken)! with
        {
            RevokedAt = row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1),
        }, cancel);

    private NpgsqlCommand Asking(string sql, string[] values) =>
        values.Aggregate(reading.CreateCommand(sql).With(tenant.Value), (query, value) => query.With(value));

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlCommand query, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using (query)
        {
            return await Retry.ReadAsync<IReadOnlyList<T>>(async () =>
            {
                await using var rows = await query.ExecuteReaderAsync(cancel);
                var found = new List<T>();
                while (await rows.ReadAsync(cancel)) found.Add(read(rows));
                return found;
            });
        }
    }

    private static async Task<bool> ChangesOneAsync(NpgsqlCommand change, CancellationToken cancel)
    {
        await using (change) return await change.ExecuteNonQueryAsync(cancel) == 1;
    }

    private static byte[] Json<T>(T value, JsonTypeInfo<T> shape) => JsonSerializer.SerializeToUtf8Bytes(value, shape);
}
