using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tempest.Application.Customers;
using Tempest.Domain;
using Tempest.Domain.Customers;

namespace Tempest.Adapters.Http.Customers;

/// <summary>A customer's whole profile as it shall be.</summary>
public sealed record CustomerBody
{
    /// <summary>What the company or person is called.</summary>
    [StringLength(200)]
    public required string Name { get; init; }

    /// <summary>Whom to speak to.</summary>
    public ContactBody? Contact { get; init; }

    /// <summary>Any number, the usual one first.</summary>
    public IReadOnlyList<AddressBody>? Addresses { get; init; }

    /// <summary>What the customer orders and pays in: three capital letters (ISO 4217).</summary>
    [RegularExpression("^[A-Z]{3}$", ErrorMessage = "must be three capital letters, such as \"USD\"")]
    public required string Currency { get; init; }

    public Customer ToCustomer(CustomerId id) => new(
        id, Name.Trim(), new(Contact?.Name, Contact?.Email, Contact?.Phone),
        (Addresses ?? []).Select(address => address.ToAddress()).ToValueList(), Domain.Currency.Of(Currency));
}

/// <summary>Whom to speak to.</summary>
public sealed record ContactBody
{
    /// <summary>Who.</summary>
    [StringLength(100)]
    public string? Name { get; init; }

    /// <summary>One @ with something on either side.</summary>
    [StringLength(200)]
    public string? Email { get; init; }

    /// <summary>As it is dialled.</summary>
    [StringLength(50)]
    public string? Phone { get; init; }
}

/// <summary>A customer as the API shows it.</summary>
public sealed record CustomerRepresentation
{
    /// <summary>Chosen by whoever added it.</summary>
    public required string Id { get; init; }

    /// <summary>What the company or person is called.</summary>
    public required string Name { get; init; }

    /// <summary>Whom to speak to.</summary>
    public required ContactBody Contact { get; init; }

    /// <summary>Any number, the usual one first.</summary>
    public required IReadOnlyList<AddressBody> Addresses { get; init; }

    /// <summary>What the customer orders and pays in (ISO 4217).</summary>
    public required string Currency { get; init; }

    /// <summary>Its entity tag, for <c>If-Match</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Where to go from here; <c>self</c> is this one.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    public static CustomerRepresentation Of(Customer customer) => new()
    {
        Id = customer.Id.Value,
        Name = customer.Name,
        Contact = new() { Name = customer.Contact.Name, Email = customer.Contact.Email, Phone = customer.Contact.Phone },
        Addresses = [.. customer.Addresses.Select(AddressBody.Of)],
        Currency = customer.Currency.Code,
        Tag = CustomerUseCases.Customers.Tag(customer),
        Links = new Dictionary<string, Link>
        {
            ["self"] = new($"/api/customers/{customer.Id}"),
            ["orders"] = new($"/api/orders?customer={customer.Id}"),
            ["collection"] = new("/api/customers"),
        },
    };
}
