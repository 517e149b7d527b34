using Microsoft.Playwright;

namespace Tempest.DomainTests.Levels;

public sealed partial class BrowserTempest
{
    private const string Weight = "Weight in pounds";

    public async Task<decimal> QuoteAsync(decimal pounds)
    {
        await window.OpenAsync("/staff/shipments/new");
        await window.FillAsync(Weight, Typed(pounds));
        await window.PressAsync("Quote");
        return Money(Between(await window.SaidAsync(), "Carriage costs ", "\n").TrimEnd('.')).Amount;
    }

    public Task<Reply> SubmitAsync(string shipment, Goods goods, string? request = null) =>
        SendAsync(Address("/staff/shipments/new", ("key", request)), "Submit shipment",
        [
            (Weight, Typed(goods.Pounds)), ("Account that pays", goods.Account), ("Order", goods.Order), ("Shipment number", shipment),
            ("From › Name", "Great Plains"), ("From › Street", "4 River Dock"), ("From › City", "Omaha"), ("From › State", "NE"), ("From › Zip", goods.FromZip),
            ("To › Name", "Lakeside"), ("To › Street", "480 Shore Road"), ("To › City", "Sioux Falls"), ("To › State", goods.ToState), ("To › Zip", goods.ToZip),
        ]);

    public Task<Reply> AssignAsync(string shipment, string truck) => SendAsync($"/staff/shipments/{shipment}/assign", "Assign", ("Truck", truck));

    public Task<Reply> ReassignAsync(string shipment, string truck, string reason) =>
        SendAsync($"/staff/shipments/{shipment}/reassign", "Assign another truck", ("Other truck", truck), ("Reason", reason));

    public Task<Reply> ShipAsync(string shipment) => SendAsync($"/staff/shipments/{shipment}/ship", "Picked up");

    public async Task<Reply> DeliverAsync(string shipment, string signedBy, string? request = null)
    {
        var reply = await SendAsync(Address($"/staff/shipments/{shipment}/deliver", ("key", request)), "Delivered", ("Signed for by", signedBy));
        return reply.Refusal is null ? reply with { Shipment = await ShownShipmentAsync() } : reply;
    }

    public Task<Reply> CancelShipmentAsync(string shipment, string reason) =>
        SendAsync($"/staff/shipments/{shipment}/cancel", "Cancel shipment", ("Reason", reason));

    public async Task<IReadOnlyList<Reply>> AssignManyAsync(IReadOnlyList<(string Shipment, string Truck)> wanted)
    {
        await SendAsync("/staff/shipments/assign", "Assign",
            ("Shipments and trucks", string.Join('\n', wanted.Select(one => $"{one.Shipment} {one.Truck}"))));
        return [.. (await window.RowsAsync("What became of them")).Select(row => FirstLine(row["Result"]))
            .Select(result => new Reply(result == "done" ? null : result))];
    }

    public async Task<ShipmentView?> ShipmentAsync(string shipment, long? version = null) =>
        await window.OpenAsync(Address($"/staff/shipments/{shipment}", ("version", version is { } v ? $"{v}" : null)))
            ? await ShownShipmentAsync()
            : null;

    public Task<IReadOnlyList<HistoryLine>> ShipmentHistoryAsync(string shipment) => HistoryAsync($"/staff/shipments/{shipment}");

    public Task<Reply> AddTruckAsync(string truck) => SendAsync("/staff/trucks/new", "Add truck", ("Truck", truck));

    public Task<Reply> TakeOutOfServiceAsync(string truck, string reason) =>
        SendAsync($"/staff/trucks/{truck}/take-out-of-service", "Take out of service", ("Reason", reason));

    public Task<Reply> ReturnToServiceAsync(string truck) => SendAsync($"/staff/trucks/{truck}/return-to-service", "Return to service");

    public async Task<TruckView?> TruckAsync(string truck) => await window.OpenAsync($"/staff/trucks/{truck}")
        ? new(await window.StatusAsync(), (await window.FactsAsync()).GetValueOrDefault("Shipment"),
            await OffersAsync(("Take out of service", "take-out-of-service"), ("Return to service", "return-to-service")))
        : null;

    public async Task<SheetView?> SheetAsync(string truck)
    {
        if (!await window.OpenAsync($"/staff/trucks/{truck}/sheet")) return null;
        if (await window.IsThereAsync("Nothing to carry")) return new(null, null, null, null);

        var (pickUp, deliver) = (await PlaceAsync("Pick up at"), await PlaceAsync("Deliver to"));
        return new(await window.Main.GetByRole(AriaRole.Strong).First.InnerTextAsync(), pickUp.Street, deliver.Street, deliver.Name);
    }

    public async Task<IReadOnlyList<string>> WaitingAsync() =>
        [.. (await BoardAsync("/staff/dispatch", "Waiting for a truck")).Select(card => card.Id)];

    public async Task<IReadOnlyList<string>> AvailableTrucksAsync() =>
        [.. (await BoardAsync("/staff/dispatch", "Trucks")).Where(card => card.Text.EndsWith("Available", StringComparison.Ordinal)).Select(card => card.Id)];

    public async Task<IReadOnlyList<(string Shipment, DateTimeOffset Since)>> OnTheRoadAsync()
    {
        var found = await BoardAsync("/staff/on-the-road", "On the road");
        while (await window.GoOnAsync()) found = [.. found, .. await CardsAsync("On the road")];
        return [.. found.Select(card => (card.Id, Moment(Between(card.Text, "Since ", "\n"))))];
    }

    public Task<IReadOnlyList<string>> ShipmentsAsync(string account, string? status = null) =>
        ListAsync(Address("/staff/shipments", ("account", account), ("status", status)), "Shipments, the newest first", "Shipment");

    private async Task<ShipmentView> ShownShipmentAsync()
    {
        var facts = await window.FactsAsync();
        var (cost, currency) = Money(facts["Cost"]);
        return new(
            await window.StatusAsync(), cost, currency, facts.GetValueOrDefault("Truck"),
            MomentIn(facts, "On the road since") ?? MomentIn(facts, "Picked up"), MomentIn(facts, "Delivered"),
            facts.GetValueOrDefault("Signed for by"), facts.GetValueOrDefault("Reason"),
            await OffersAsync(("Assign", "assign"), ("Assign another truck", "reassign"), ("Picked up", "ship"), ("Delivered", "deliver"), ("Cancel shipment", "cancel")));
    }

    private static DateTimeOffset? MomentIn(IReadOnlyDictionary<string, string> facts, string name) =>
        facts.TryGetValue(name, out var text) ? Moment(text) : null;

    private async Task<(string Name, string Street)> PlaceAsync(string stop)
    {
        var text = await window.Main.GetByRole(AriaRole.Region, new() { Name = stop }).InnerTextAsync();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [_, var name, var street, ..] ? (name, street)
            : throw new FormatException($"'{text}' is no address.");
    }

    private async Task<IReadOnlyList<(string Id, string Text)>> BoardAsync(string address, string list)
    {
        await window.OpenAsync(address);
        return await CardsAsync(list);
    }

    /// <summary>The cards of a list: each begins with the id of what it is about.</summary>
    private async Task<IReadOnlyList<(string Id, string Text)>> CardsAsync(string list) =>
        [.. (await window.Main.GetByRole(AriaRole.List, new() { Name = list, Exact = true }).GetByRole(AriaRole.Listitem).AllInnerTextsAsync())
            .Select(text => (text.Split([' ', '\n', '\t'])[0], text.Trim()))];
}
