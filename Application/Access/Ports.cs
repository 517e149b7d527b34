namespace Tempest.Application.Access;

/// <summary>Who signs in, and with what. It is no business history: it may be changed and deleted.</summary>
public interface IPeople
{
    Task<Person?> FindPersonAsync(string id, CancellationToken cancel = default);

    /// <param name="email">However it is written.</param>
    Task<Person?> FindPersonByEmailAsync(string email, CancellationToken cancel = default);

    Task<IReadOnlyList<Person>> ListPeopleAsync(CancellationToken cancel = default);

    /// <returns>False when the id or the e-mail is taken.</returns>
    Task<bool> AddPersonAsync(Person person, CancellationToken cancel = default);

    /// <returns>False when it is no longer as it was, or the new e-mail is taken.</returns>
    Task<bool> ReplacePersonAsync(Person was, Person now, CancellationToken cancel = default);

    Task<AccessToken?> FindTokenAsync(string id, CancellationToken cancel = default);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<AccessToken>> ListTokensAsync(CancellationToken cancel = default);

    Task AddTokenAsync(AccessToken token, CancellationToken cancel = default);

    /// <returns>False when there is none, or it was revoked before.</returns>
    Task<bool> RevokeTokenAsync(string id, DateTimeOffset at, CancellationToken cancel = default);

    /// <summary>The keys that cookies and mailed links are sealed with, as XML; the same on every host.</summary>
    Task<IReadOnlyList<string>> SealingKeysAsync(CancellationToken cancel = default);

    Task AddSealingKeyAsync(string name, string xml, CancellationToken cancel = default);
}

/// <summary>What cryptography is needed for.</summary>
public interface ISecrets
{
    string Hash(string password);

    /// <returns>Whether it is the password; and, if so, a better hash of it when there is one now.</returns>
    (bool IsRight, string? Rehashed) Verify(string hash, string password);

    /// <summary>A text for an address that only this installation can make and read, for so long.</summary>
    string Seal(string what, TimeSpan validFor);

    /// <returns>Null when it was not made here, or is too old.</returns>
    string? Open(string sealedText);

    /// <summary>So many random bytes, in letters, digits, hyphens and underscores.</summary>
    string Random(int bytes);
}

/// <summary>The session of whoever makes the present request.</summary>
public interface ISessions
{
    /// <param name="person">Whose it is from now on.</param>
    /// <param name="stays">Whether it outlives the browser's.</param>
    Task BeginAsync(Person person, bool stays);

    Task EndAsync();

    /// <summary>Whether it is still worth something: it may have been ended from elsewhere since the request began.</summary>
    Task<bool> LastsAsync();
}

/// <summary>Letters to people. Whoever sends one does not wait for it to arrive.</summary>
public interface IMail
{
    void Post(Letter letter);
}

public sealed record Letter(string To, string Subject, string Text);

/// <summary>Who is signed in to the pages, as a person.</summary>
public sealed record PersonSignedIn(string Id);

/// <summary>A provider of somebody else's through which people may sign in.</summary>
/// <param name="Name">What people call it.</param>
public sealed record OutsideSignIn(string Name);
