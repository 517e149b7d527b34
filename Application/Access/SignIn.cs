using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Customers;

namespace Tempest.Application.Access;

/// <summary>Registering, signing in, and everything about passwords.</summary>
public sealed class SignIn(IPeople people, IExecutor executor, ISecrets secrets, IMail mail, TimeProvider clock)
{
    public const int ShortestPassword = 10;

    public const int LongestPassword = 200;

    /// <summary>So many wrong passwords in a row lock for <see cref="Lockout"/>.</summary>
    public const int MostFailures = 5;

    public static TimeSpan Lockout { get; } = TimeSpan.FromMinutes(5);

    public static TimeSpan LinkIsGoodFor { get; } = TimeSpan.FromHours(2);

    /// <summary>To take as long for an e-mail that nobody has.</summary>
    private readonly Lazy<string> nobodysHash = new(() => secrets.Hash("nobody's password"));

    /// <summary>A new customer, with a profile and somebody who signs in for it.</summary>
    public async Task<(Person? Person, Rejection? Why)> RegisterAsync(
        string name, string email, string password, Currency currency, CancellationToken cancel = default)
    {
        if (PasswordFault(password) is { } fault) return (null, fault);
        if (await people.FindPersonByEmailAsync(email, cancel) is not null) return (null, new EmailTaken());

        var customer = CustomerId.Of($"c-{secrets.Random(9)}");
        var person = NewPerson(customer.Value, email, name, Roles.Customer, customer) with { PasswordHash = secrets.Hash(password) };
        return await AddCustomerAsync(person, currency, cancel) is { } why ? (null, why) : (person, null);
    }

    /// <returns>Who it is; null when e-mail and password do not fit, or too many did not.</returns>
    public async Task<Person?> WithPasswordAsync(string email, string password, CancellationToken cancel = default)
    {
        while (true)
        {
            var person = await people.FindPersonByEmailAsync(email, cancel);
            var isLocked = person?.LockedUntil > clock.GetUtcNow();
            var (isRight, rehashed) = secrets.Verify(person?.PasswordHash ?? nobodysHash.Value, password);
            if (person?.PasswordHash is null || isLocked) return null;

            var now = isRight
                ? person with { Failures = 0, LockedUntil = null, PasswordHash = rehashed ?? person.PasswordHash }
                : Failed(person);
            if (now == person || await people.ReplacePersonAsync(person, now, cancel)) return isRight ? now : null;
        }
    }

    /// <summary>Through an outside provider that vouches for the e-mail; a customer who is new is registered.</summary>
    /// <param name="subject">Who it is there, for ever: the provider's name and its id of the person.</param>
    /// <param name="email">As the provider has verified it.</param>
    /// <param name="name">What the provider calls them.</param>
    /// <param name="currency">In which a new customer orders.</param>
    /// <param name="cancel">When whoever asks has gone.</param>
    /// <returns>Null when the e-mail is not usable, or belongs to somebody who comes from the provider as somebody else.</returns>
    public async Task<Person?> FromOutsideAsync(
        string subject, string email, string name, Currency currency, CancellationToken cancel = default)
    {
        while (true)
        {
            if (await people.FindPersonByEmailAsync(email, cancel) is { } known)
            {
                if (known.Subject is not null) return known.Subject == subject ? known : null;

                var linked = known with { Subject = subject };
                if (await people.ReplacePersonAsync(known, linked, cancel)) return linked;
                continue;
            }

            var customer = CustomerId.Of($"c-{secrets.Random(9)}");
            var person = NewPerson(customer.Value, email, name, Roles.Customer, customer) with { Subject = subject };
            if (await AddCustomerAsync(person, currency, cancel) is not { } why) return person;
            if (why is not EmailTaken) return null;
        }
    }

    /// <summary>Whoever a session speaks of, while it is worth something.</summary>
    public async Task<Person?> OfSessionAsync(string id, string stamp, CancellationToken cancel = default) =>
        await people.FindPersonAsync(id, cancel) is { } person && person.Stamp == stamp ? person : null;

    /// <summary>Ends every session and mailed link of theirs.</summary>
    public async Task<Person> EndSessionsAsync(string id, CancellationToken cancel = default) =>
        await ChangeAsync(id, person => person with { Stamp = secrets.Random(16) }, cancel);

    /// <summary>A new password; every other session ends.</summary>
    public async Task<(Person? Person, Rejection? Why)> ChangePasswordAsync(
        string id, string old, string @new, CancellationToken cancel = default)
    {
        if (PasswordFault(@new) is { } fault) return (null, fault);

        var person = await people.FindPersonAsync(id, cancel);
        return person is not null && (person.PasswordHash is null || await WithPasswordAsync(person.Email, old, cancel) is not null)
            ? (await SetPasswordAsync(id, @new, cancel), null)
            : (null, new PasswordWrong());
    }

    /// <summary>Mails a link, when there is somebody to mail it to; nobody is told whether there is.</summary>
    /// <param name="email">Where to.</param>
    /// <param name="address">From what the link carries to the whole address.</param>
    /// <param name="cancel">When whoever asks has gone.</param>
    public async Task MailLinkAsync(string email, Func<string, string> address, CancellationToken cancel = default)
    {
        if (await people.FindPersonByEmailAsync(email, cancel) is not { } person) return;

        mail.Post(new(person.Email, "Choose a new password", $"""
            Hello {person.Name},

            choose a new password for Tempest here, within two hours:

            {address(LinkOf(person))}

            If you did not ask for this, do nothing: your password stays as it is.
            """));
    }

    /// <summary>What a mailed link carries: it is good once, since using it changes the stamp.</summary>
    public string LinkOf(Person person) => secrets.Seal($"{person.Id} {person.Stamp}", LinkIsGoodFor);

    /// <returns>Null when the link is worth nothing any more.</returns>
    public async Task<Person?> OfLinkAsync(string link, CancellationToken cancel = default) =>
        secrets.Open(link)?.Split(' ') is [var id, var stamp] ? await OfSessionAsync(id, stamp, cancel) : null;

    public async Task<(Person? Person, Rejection? Why)> ChoosePasswordAsync(
        string link, string password, CancellationToken cancel = default)
    {
        if (PasswordFault(password) is { } fault) return (null, fault);
        return await OfLinkAsync(link, cancel) is { } person
            ? (await SetPasswordAsync(person.Id, password, cancel), null)
            : (null, new LinkWorthNothing());
    }

    /// <summary>Somebody of the staff, or of a customer that is known already, who then chooses a password by a link.</summary>
    /// <returns>Null when the id or the e-mail is taken.</returns>
    public async Task<Person?> AddAsync(
        string id, string email, string name, Roles roles, CustomerId? customer = null, CancellationToken cancel = default)
    {
        var person = NewPerson(id, email, name, customer is null ? roles & Roles.Staff : Roles.Customer, customer);
        return await people.AddPersonAsync(person, cancel) ? person : null;
    }

    private Person NewPerson(string id, string email, string name, Roles roles, CustomerId? customer) =>
        new(id, email.Trim(), name.Trim(), roles, customer, null, null, secrets.Random(16));

    /// <summary>The profile first: whoever can sign in has one.</summary>
    private async Task<Rejection?> AddCustomerAsync(Person person, Currency currency, CancellationToken cancel)
    {
        var profile = new Customer(person.Customer!.Value, person.Name, new(person.Name, person.Email, null), [], currency);
        if (CustomerRules.Save(profile).Rejection is { } why) return why;

        var command = new Command($"register/{person.Id}", person.Id, person.Caller.Actor, clock.GetUtcNow());
        await executor.ExecuteAsync(command, CustomerUseCases.Add(profile), cancel);
        return await people.AddPersonAsync(person, cancel) ? null : new EmailTaken();
    }

    private Person Failed(Person person) => person.Failures + 1 is var failures && failures < MostFailures
        ? person with { Failures = failures, LockedUntil = null }
        : person with { Failures = 0, LockedUntil = clock.GetUtcNow() + Lockout };

    private Task<Person> SetPasswordAsync(string id, string password, CancellationToken cancel) => ChangeAsync(
        id,
        person => person with
        {
            PasswordHash = secrets.Hash(password), Stamp = secrets.Random(16), Failures = 0, LockedUntil = null,
        },
        cancel);

    private async Task<Person> ChangeAsync(string id, Func<Person, Person> change, CancellationToken cancel)
    {
        while (true)
        {
            var person = await people.FindPersonAsync(id, cancel) ?? throw new InvalidOperationException($"There is no person {id}.");
            var changed = change(person);
            if (await people.ReplacePersonAsync(person, changed, cancel)) return changed;
        }
    }

    private static Rejection? PasswordFault(string password) => password.Length switch
    {
        < ShortestPassword => new PasswordTooShort(ShortestPassword),
        > LongestPassword => new PasswordTooLong(LongestPassword),
        _ => null,
    };
}

/// <summary>What limits tries to sign in, by the name that pages and host share for it.</summary>
public static class SignInLimit
{
    public const string Policy = "sign-in";
}

public sealed record EmailTaken() : Rejection("email-taken", "Somebody has registered with this e-mail: sign in, or ask for a new password.");

public sealed record PasswordTooShort(int Least)
    : Rejection("password-too-short", $"A password has at least {Least} characters; a few words are easiest to remember.");

public sealed record PasswordTooLong(int Most) : Rejection("password-too-long", $"A password has at most {Most} characters.");

public sealed record PasswordWrong() : Rejection("password-wrong", "That is not your present password.");

public sealed record LinkWorthNothing() : Rejection("link-worth-nothing", "This link was used before or is too old: ask for a new one.");
