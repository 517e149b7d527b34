using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Web.Parts;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Customers;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Shipments;

/// <summary>Asking for something to be carried: first what it would cost, then the sending.</summary>
internal static class ShipPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/ship", QuoteAsync).WithName("shipPage");
        pages.MapPost("/ship", SendAsync).WithName("sendShipment");
    }

    private static async Task<IResult> QuoteAsync(
        HttpRequest request, Caller caller, IStorage storage, CarriageRate rate, CancellationToken cancel)
    {
        var addresses = await AddressesAsync(caller, storage, cancel);
        if (request.Query.Count == 0) return Show(addresses, ShipForm.Fresh(addresses), null, null);

        var form = Form.Fresh(request.Query.Select(field => (field.Key, (string?)field.Value.ToString())));
        if (request.Query.ContainsKey(ShipForm.Change)) return Show(addresses, form, null, null);

        (form, var wanted) = ShipForm.Read(form, addresses, caller);
        return form.IsFaulty
            ? Show(addresses, form, null, null, StatusCodes.Status422UnprocessableEntity)
            : Show(addresses, form, wanted, rate.Quote(wanted!.WeightInPounds));
    }

    private static async Task<IResult> SendAsync(
        HttpRequest request, Caller caller, IStorage storage, CarriageRate rate, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var addresses = await AddressesAsync(caller, storage, cancel);
        (form, var wanted) = ShipForm.Read(form, addresses, caller);
        if (form.IsFaulty) return Show(addresses, form, null, null, StatusCodes.Status422UnprocessableEntity);

        var quote = rate.Quote(wanted!.WeightInPounds);
        if (form[ShipForm.Quote] != Words.Money(quote))
        {
            return Show(addresses, form.Wrong(null, "What carriage costs has changed since you asked. Look at the price below and send it if that is fine."),
                wanted, quote, StatusCodes.Status409Conflict);
        }

        var id = ShipForm.ShipmentOf(form);
        return await storage.ExecuteAsync(
            form.Command(caller, "ship", clock), ShippingUseCases.Submit(id, wanted, rate, clock.GetUtcNow()), cancel) switch
        {
            Done => Results.LocalRedirect($"/shipments/{id}"),
            Rejected { Why: var why } => Show(addresses, form.Refused(why), null, null, StatusCodes.Status409Conflict),
            IdUsedOtherwise => Show(addresses, form.SentOtherwise(), wanted, quote, StatusCodes.Status409Conflict),
            var other => throw new InvalidOperationException($"No way to show {other}."),
        };
    }

    private static async Task<IReadOnlyList<Address>> AddressesAsync(Caller caller, IStorage storage, CancellationToken cancel) =>
        await storage.FindAsync(CustomerUseCases.Customers.Record(caller.Customer!.Value.Value), cancel) is Customer customer ? customer.Addresses : [];

    private static RazorComponentResult<ShipPage> Show(
        IReadOnlyList<Address> addresses, Form form, Consignment? wanted, Money? quote, int status = StatusCodes.Status200OK) =>
        Views.Show<ShipPage>(new ShipModel(addresses, form, wanted, quote), status);
}

/// <param name="Addresses">The customer's own, to choose from.</param>
/// <param name="Wanted">What would be carried, once all is said.</param>
/// <param name="Quote">What that costs.</param>
public sealed record ShipModel(IReadOnlyList<Address> Addresses, Form Form, Consignment? Wanted, Money? Quote)
{
    public IReadOnlyList<Choice> Places =>
        [.. Addresses.Select(address => new Choice(ShipForm.Line(address), address.Name, ShipForm.Rest(address))), new(ShipForm.Another, "Another address")];

    /// <summary>All that was said, to be sent or to be changed.</summary>
    public IEnumerable<(string Name, string Value)> Said =>
        ShipForm.Fields.Select(name => (Name: name, Value: Form[name])).Where(said => said.Value.Length > 0);
}

/// <summary>The fields of a request for carriage, and what they mean.</summary>
internal static class ShipForm
{
    public const string From = "from", To = "to", Another = "another", Weight = "weightInPounds", Quote = "quote", Change = "change";

    private const string FromParts = "shipFrom.", ToParts = "shipTo.";

    private static readonly Address Nowhere = new("", "", null, "", null, null);

    public static IReadOnlyList<string> Fields { get; } =
        [From, To, Weight, .. AddressForm.Of(Nowhere, FromParts).Concat(AddressForm.Of(Nowhere, ToParts)).Select(field => field.Name)];

    /// <summary>As the error summary calls them.</summary>
    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>(
        [.. AddressForm.Labels(FromParts, "From, "), .. AddressForm.Labels(ToParts, "To, ")], StringComparer.Ordinal)
    {
        [From] = "From", [To] = "To", [Weight] = "Weight",
    };

    public static Form Fresh(IReadOnlyList<Address> addresses) => Form.Fresh(
        (From, addresses.Count > 0 ? Line(addresses[0]) : Another), (To, Another),
        ($"{FromParts}country", Address.UnitedStates), ($"{ToParts}country", Address.UnitedStates));

    /// <summary>The shipment's id is the form's: sent twice, it is one shipment.</summary>
    public static ShipmentId ShipmentOf(Form form) => ShipmentId.Of($"G-{form.Key[..Math.Min(form.Key.Length, 8)].ToUpperInvariant()}");

    /// <summary>An address in a line: what a choice of it is sent as.</summary>
    public static string Line(Address address) => $"{address.Name}, {Rest(address)}";

    public static string Rest(Address address) => string.Join(", ",
        ((string?[])[address.Line1, address.Line2, $"{address.City} {address.State} {address.Zip}".Trim()]).Where(part => !string.IsNullOrEmpty(part)));

    public static (Form Form, Consignment? Wanted) Read(Form form, IReadOnlyList<Address> addresses, Caller caller)
    {
        (form, var from) = Place(form, From, FromParts, addresses);
        (form, var to) = Place(form, To, ToParts, addresses);
        if (!decimal.TryParse(form[Weight], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds) || !Consignment.IsWeight(pounds))
            form = form.Wrong(Weight, $"Give the weight in pounds, from {Consignment.LeastPounds} to {Words.Number((long)Consignment.MostPounds)}.");
        return form.IsFaulty ? (form, null) : (form, new(from!, to!, Ownership.AccountOf(caller.Customer!.Value), pounds, null));
    }

    private static (Form Form, Address? Address) Place(Form form, string field, string parts, IReadOnlyList<Address> addresses) =>
        form[field] == Another ? AddressForm.Read(form, parts)
        : addresses.FirstOrDefault(address => Line(address) == form[field]) is { } known ? (form, known)
        : (form.Wrong(field, "Choose one of these."), null);
}
