namespace Tempest.Domain.Customers;

/// <summary>Whom we sell to: a profile, edited freely, so it keeps no history.</summary>
/// <param name="Currency">What the customer orders and pays in.</param>
public sealed record Customer(
    CustomerId Id, string Name, Contact Contact, ValueList<Address> Addresses, Currency Currency);

public sealed record Contact(string? Name, string? Email, string? Phone);

/// <summary>What Customers tells whoever listens: how a customer is now, or that it is gone. Never stored.</summary>
public sealed record CustomerNotice(CustomerId Id, Customer? Now);

public static class CustomerRules
{
    public static Revision<Customer> Save(Customer wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted.Name)) return new CustomerNameMissing();
        if (wanted.Contact.Email is { } email && !LooksLikeEmail(email)) return new EmailNotUsable(email);
        var faults = wanted.Addresses.SelectMany(address => address.Faults()).ToValueList();
        return faults.Count > 0 ? new AddressNotDeliverable(faults) : wanted;
    }

    /// <summary>One @ with something on either side: whether it is read there, only a message can tell.</summary>
    private static bool LooksLikeEmail(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is var at && at > 0 && at == text.LastIndexOf('@')
        && at < text.Length - 1 && !text.Any(char.IsWhiteSpace);
}

public sealed record CustomerNameMissing() : Rejection("customer-name-missing", "A customer needs a name.");

public sealed record EmailNotUsable(string Email)
    : Rejection("email-not-usable", $"'{Email}' is no e-mail address: it needs a name, one @ and a domain.");
