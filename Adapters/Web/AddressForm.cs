using Tempest.Domain;

namespace Tempest.Adapters.Web;

/// <summary>The fields of an address, each called by its part with something before it: <c>shipTo.zip</c>.</summary>
internal static class AddressForm
{
    private const int Longest = 100;

    public static (Form Form, Address Address) Read(Form form, string prefix = "")
    {
        var address = new Address(
            form[$"{prefix}name"], form[$"{prefix}line1"], form.Text($"{prefix}line2"), form[$"{prefix}city"],
            form.Text($"{prefix}state")?.ToUpperInvariant(), form.Text($"{prefix}zip"),
            form.Text($"{prefix}country")?.ToUpperInvariant() ?? Address.UnitedStates);
        foreach (var fault in address.Faults()) form = form.Wrong(fault with { Part = $"{prefix}{fault.Part}" });
        foreach (var (part, value) in Of(address, prefix).Where(part => part.Value?.Length > Longest))
            form = form.Wrong(part, $"Use at most {Longest} characters.");
        return (form, address);
    }

    public static IEnumerable<(string Name, string? Value)> Of(Address address, string prefix = "") =>
    [
        ($"{prefix}name", address.Name), ($"{prefix}line1", address.Line1), ($"{prefix}line2", address.Line2), ($"{prefix}city", address.City),
        ($"{prefix}state", address.State), ($"{prefix}zip", address.Zip), ($"{prefix}country", address.Country),
    ];

    /// <summary>As the error summary calls them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Labels(string prefix = "", string of = "") =>
        new (string Part, string Label)[]
        {
            ("name", "Name"), ("line1", "Street"), ("line2", "Building, floor"), ("city", "City"), ("state", "State"), ("zip", "Zip"), ("country", "Country"),
        }.Select(one => KeyValuePair.Create($"{prefix}{one.Part}", $"{of}{one.Label}"));
}
