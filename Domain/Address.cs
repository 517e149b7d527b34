namespace Tempest.Domain;

/// <summary>
/// Where goods go. In the United States a two-letter state and a five-digit zip; elsewhere state and zip are what the
/// country has, or nothing.
/// </summary>
public sealed record Address(
    string Name, string Line1, string? Line2, string City, string? State, string? Zip, string Country = Address.UnitedStates)
{
    public const string UnitedStates = "US";

    /// <summary>What keeps a carrier from delivering there: each fault names its part, none when all is well.</summary>
    public IEnumerable<PartFault> Faults()
    {
        if (string.IsNullOrWhiteSpace(Name)) yield return new("name", "must name who receives");
        if (string.IsNullOrWhiteSpace(Line1)) yield return new("line1", "must have a street or box");
        if (string.IsNullOrWhiteSpace(City)) yield return new("city", "must be given");
        if (string.IsNullOrWhiteSpace(Country)) yield return new("country", "must be given");
        if (Country != UnitedStates) yield break;
        if (State is not { Length: 2 } || !State.All(char.IsAsciiLetterUpper))
            yield return new("state", "must be two capital letters in the US");
        if (Zip is not { Length: 5 } || !Zip.All(char.IsAsciiDigit))
            yield return new("zip", "must be five digits in the US");
    }
}

public sealed record AddressNotDeliverable(ValueList<PartFault> Faults)
    : Rejection("address-not-deliverable", $"Nothing can be delivered there: {string.Join("; ", Faults)}.");
