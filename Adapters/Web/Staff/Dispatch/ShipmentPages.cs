using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Web.Staff.Catalogue;
using Tempest.Application.Access;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Staff.Dispatch;

/// <summary>Shipments: asked for, listed, and each with its history.</summary>
internal static class ShipmentPages
{
    public const string At = "/staff/shipments";

    private const int AtOnce = 50;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, ListAsync).WithName("staffShipmentsPage");
        pages.MapGet($"{At}/new", (HttpRequest request, CarriageRate rate) =>
            ShowForm(Form.Fresh(request.Query, ("shipFrom.country", "US"), ("shipTo.country", "US")), rate)).WithName("staffSubmitShipmentPage");
        pages.MapPost($"{At}/new", SubmitAsync).WithName("staffSubmitShipment");
        pages.MapGet($"{At}/assign", (HttpRequest request) => Views.Show<ManyPage>(new ManyModel(Form.Fresh(request.Query), []))).WithName("staffCommandShipmentsPage");
        pages.MapPost($"{At}/assign", AssignManyAsync).WithName("staffCommandShipments");
        pages.MapGet($"{At}/{{id}}", ShowAsync).WithName("staffShipmentPage");
        ShipmentDeeds.Pages.Map(pages, ShipmentDeeds.All);
    }

    private static async Task<IResult> ListAsync(
        string? status, string? account, string? order, string? after, IStorage storage, CancellationToken cancel)
    {
        var wanted = new ShipmentsWanted(ShipmentsWanted.Statuses.Contains(status) ? status : null, Typed(account), Typed(order));
        var found = await storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.Newest(
            wanted.Status?.ToLowerInvariant(), wanted.Account, wanted.Order, Paging.After(after), AtOnce), cancel);
        return Views.Show<ShipmentsPage>(new ShipmentsModel(wanted, found.Items, after is null, found.Next));
    }

    private static async Task<IResult> ShowAsync(string id, long? version, string? at, IStorage storage, CancellationToken cancel)
    {
        var (stream, then) = (ShippingStreams.Shipments.Stream(id), Then.Of(version, at));
        return Identifier.IsValid(id) && await Histories.LoadAsync(stream, version, at, storage, cancel) is { } held
            ? Views.Show<ShipmentPage>(new ShipmentModel(id, (KnownShipment)held.State, then,
                await Histories.OfAsync(ShippingStreams.Shipments, id, storage, cancel),
                await Histories.DifferentNowAsync(stream, held, then, storage, cancel), await Trucks.FreeAsync(storage, cancel)))
            : Views.Missing(then.IsPast ? $"There was no shipment {id} then." : $"There is no shipment {id}.");
    }

    private static async Task<IResult> SubmitAsync(
        HttpRequest request, Caller caller, IStorage storage, CarriageRate rate, TimeProvider clock, CancellationToken cancel)
    {
        var filled = new Filled(await Form.ReadAsync(request, cancel), clock.GetUtcNow());
        if (filled.Form.Has(SubmitModel.QuoteOnly)) return ShowForm(filled.Form, rate);

        var id = filled.OptionalId<ShipmentId>("id") ?? ShipmentId.Of($"G-{filled.Form.Key[..Math.Min(filled.Form.Key.Length, 8)].ToUpperInvariant()}");
        var consignment = new Consignment(filled.Address("shipFrom."), filled.Address("shipTo."),
            filled.Id<AccountId>("billTo"), filled.Number(SubmitModel.Weight), filled.OptionalId<OrderId>("order"));
        var form = filled.Form;
        if (form.IsFaulty) return ShowForm(form, rate);

        var submit = ShippingUseCases.Submit(id, consignment, rate, filled.Now);
        return await Desk.AnswerAsync(await storage.ExecuteAsync(form.Command(caller, $"submitShipment {id}", clock), submit, cancel), form,
            async done => Results.LocalRedirect(await ShipmentDeeds.Pages.AddressAsync(id, done, storage, cancel)),
            again => Task.FromResult<IResult>(ShowForm(again, rate)), () => Task.FromResult<string?>(null));
    }

    /// <summary>A line for each: a shipment and its truck. One after the other, each answered for itself.</summary>
    private static async Task<IResult> AssignManyAsync(
        HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var wanted = form["lines"].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var unreadable = wanted.Index().FirstOrDefault(line => line.Item is not [var shipment, var truck] || !Identifier.IsValid(shipment) || !Identifier.IsValid(truck));
        if (wanted.Length is 0 or > 500 || unreadable.Item is not null)
        {
            form = form.Wrong("lines", wanted.Length is 0 or > 500 ? "Give 1 to 500 lines." : $"Line {unreadable.Index + 1}: give a shipment and a truck.");
            return Views.Show<ManyPage>(new ManyModel(form, []), Desk.StatusOf(form));
        }

        var command = form.Command(caller, "assignTrucks", clock);
        var answers = new List<AssignedOne>();
        foreach (var (index, line) in wanted.Index())
        {
            answers.Add(new(line[0], line[1], Became.Of(await storage.ExecuteAsync(
                command with { Id = FormattableString.Invariant($"{command.Id}/{index}") },
                ShippingUseCases.Assign(ShipmentId.Of(line[0]), TruckId.Of(line[1])), cancel))));
        }

        return Views.Show<ManyPage>(new ManyModel(Form.Fresh(), answers));
    }

    private static RazorComponentResult<SubmitPage> ShowForm(Form form, CarriageRate rate) => Views.Show<SubmitPage>(new SubmitModel(form,
        ProductPages.Number(form[SubmitModel.Weight]) is { } pounds && Consignment.IsWeight(pounds) ? rate.Quote(pounds) : null), Desk.StatusOf(form));

    private static string? Typed(string? text) => text?.Trim() is { Length: > 0 } typed ? typed : null;
}

/// <summary>What was looked for.</summary>
public sealed record ShipmentsWanted(string? Status, string? Account, string? Order)
{
    public static readonly IReadOnlyList<string?> Statuses = ["Submitted", "Assigned", "Shipped", "Delivered", "Cancelled"];

    public string At(Place? after = null) => Paging.Address(ShipmentPages.At,
        ("status", Status), ("account", Account), ("order", Order), ("after", after is null ? null : Paging.Text(after)));
}

public sealed record ShipmentsModel(ShipmentsWanted Wanted, IReadOnlyList<Held> Shipments, bool IsFirst, Place? Next);

public sealed record ShipmentModel(
    string Id, KnownShipment Shipment, Then Then, IReadOnlyList<TimelineLine> History, IReadOnlyList<Change> DifferentNow, IReadOnlyList<string> Trucks);

/// <param name="Quote">What carriage costs, once it is known what it weighs.</param>
public sealed record SubmitModel(Form Form, Money? Quote)
{
    public const string Weight = "weightInPounds", QuoteOnly = "quote";

    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>(
        [.. AddressInputs.Labels("shipFrom.", "From"), .. AddressInputs.Labels("shipTo.", "To"),
            KeyValuePair.Create(Weight, "Weight"), KeyValuePair.Create("billTo", "Account"), KeyValuePair.Create("id", "Shipment number"), KeyValuePair.Create("order", "Order")],
        StringComparer.Ordinal);
}

/// <param name="Answers">One for each line that was sent.</param>
public sealed record ManyModel(Form Form, IReadOnlyList<AssignedOne> Answers);

public sealed record AssignedOne(string Shipment, string Truck, Became Became);
