using Tempest.Domain;

namespace Tempest.Application.Access;

/// <summary>Somebody who signs in with e-mail and password, or through an outside provider.</summary>
/// <param name="Id">Of staff: how they are called in the history; of a customer: the customer's id.</param>
/// <param name="Email">As they wrote it; in lower case it is nobody else's.</param>
/// <param name="Name">What to call them.</param>
/// <param name="Roles">What they may act as.</param>
/// <param name="Customer">Of a customer: which one.</param>
/// <param name="PasswordHash">Null while they have none: they come by a mailed link or through a provider.</param>
/// <param name="Subject">Who they are at the outside provider, once they came from there.</param>
/// <param name="Stamp">Every session and mailed link carries it; a new one ends them all.</param>
public sealed record Person(
    string Id, string Email, string Name, Roles Roles, CustomerId? Customer, string? PasswordHash, string? Subject, string Stamp)
{
    /// <summary>Wrong passwords in a row.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public Caller Caller => new(Customer is { } customer ? Caller.ActorOf(customer) : $"staff/{Id}", Name, Roles, Customer);

    public static string Key(string email) => email.Trim().ToLowerInvariant();
}

/// <summary>What a program, or a person with one, signs in with.</summary>
/// <param name="Id">Public; the first part of the token.</param>
/// <param name="Name">Who holds it, as the history calls them.</param>
/// <param name="Roles">What it may act as.</param>
/// <param name="Customer">Of a customer's program: which customer.</param>
/// <param name="SecretHash">SHA-256 of the secret part, which is stored nowhere.</param>
/// <param name="ExpiresAt">It is worth nothing from then on.</param>
public sealed record AccessToken(
    string Id, string Name, Roles Roles, CustomerId? Customer, string SecretHash, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public DateTimeOffset? RevokedAt { get; init; }

    public Caller Caller => new(Customer is { } customer ? Caller.ActorOf(customer) : $"staff/{Name}", Name, Roles, Customer);

    public bool IsGoodAt(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}
