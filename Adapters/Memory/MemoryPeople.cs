using Tempest.Application.Access;

namespace Tempest.Adapters.Memory;

/// <summary>Who signs in, while the process lasts.</summary>
internal sealed class MemoryPeople : IPeople
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Person> people = [];
    private readonly List<AccessToken> tokens = [];
    private readonly Dictionary<string, string> keys = [];

    public Task<Person?> FindPersonAsync(string id, CancellationToken cancel = default) =>
        Locked(() => people.GetValueOrDefault(id));

    public Task<Person?> FindPersonByEmailAsync(string email, CancellationToken cancel = default) =>
        Locked(() => people.Values.FirstOrDefault(person => HasEmail(person, email)));

    public Task<IReadOnlyList<Person>> ListPeopleAsync(CancellationToken cancel = default) =>
        Locked<IReadOnlyList<Person>>(() => [.. people.Values.OrderBy(person => person.Id, StringComparer.Ordinal)]);

    public Task<bool> AddPersonAsync(Person person, CancellationToken cancel = default) =>
        Locked(() => !people.Values.Any(other => HasEmail(other, person.Email)) && people.TryAdd(person.Id, person));

    public Task<bool> ReplacePersonAsync(Person was, Person now, CancellationToken cancel = default) => Locked(() =>
    {
        if (people.GetValueOrDefault(was.Id) != was
            || people.Values.Any(other => other.Id != was.Id && HasEmail(other, now.Email))) return false;

        people[was.Id] = now;
        return true;
    });

    public Task<AccessToken?> FindTokenAsync(string id, CancellationToken cancel = default) =>
        Locked(() => tokens.FirstOrDefault(token => token.Id == id));

    public Task<IReadOnlyList<AccessToken>> ListTokensAsync(CancellationToken cancel = default) =>
        Locked<IReadOnlyList<AccessToken>>(() => [.. tokens.OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Id, StringComparer.Ordinal)]);

    public Task AddTokenAsync(AccessToken token, CancellationToken cancel = default) => Locked(() =>
    {
        tokens.Add(token);
        return true;
    });

    public Task<bool> RevokeTokenAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => Locked(() =>
    {
        var index = tokens.FindIndex(token => token.Id == id && token.RevokedAt is null);
        if (index >= 0) tokens[index] = tokens[index] with { RevokedAt = at };
        return index >= 0;
    });

    public Task<IReadOnlyList<string>> SealingKeysAsync(CancellationToken cancel = default) =>
        Locked<IReadOnlyList<string>>(() => [.. keys.Values]);

    public Task AddSealingKeyAsync(string name, string xml, CancellationToken cancel = default) => Locked(() => keys[name] = xml);

    private Task<T> Locked<T>(Func<T> look)
    {
        lock (gate) return Task.FromResult(look());
    }

    private static bool HasEmail(Person person, string email) => Person.Key(person.Email) == Person.Key(email);
}
