using Tempest.Application;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.DomainTests.Levels;

/// <summary>The application, asked directly.</summary>
public sealed partial class ApplicationTempest(IStorage storage) : ITempest
{
    public Task<Reply> AddProductAsync(string sku, string name, decimal price, string currency, string category) =>
        Catalogue(sku, new AddProduct(new(name, "", category, null), new(price, Currency.Of(currency))));

    public Task<Reply> RepriceAsync(string sku, decimal price, string currency, string? seen = null) =>
        Catalogue(sku, new RepriceProduct(new(price, Currency.Of(currency))), seen);

    public Task<Reply> DiscontinueAsync(string sku) => Catalogue(sku, new DiscontinueProduct());

    public Task<Reply> ReinstateAsync(string sku) => Catalogue(sku, new ReinstateProduct());

    public Task<Reply> DeleteProductAsync(string sku) => Catalogue(sku, new DeleteProduct());

    public async Task<ProductView?> ProductAsync(string sku) =>
        await storage.FindAsync(CatalogueUseCases.Products.Record(sku)) is Product product
            ? new(product.Name, product.Price.Amount, product.Price.Currency.Code, Word.Of(product.Status), CatalogueUseCases.Products.Tag(product))
            : null;

    public async Task<IReadOnlyList<string>> ProductsAsync(
        string? words = null, string? category = null, decimal? from = null, decimal? to = null, string? status = null) =>
        [.. (await storage.SelectAsync(CatalogueUseCases.Products, CatalogueQueries.ByName(words, category, from, to, status, limit: 500)))
            .Items.Cast<Product>().Select(product => product.Sku.Value)];

    public Task<Reply> SaveCustomerAsync(string id, string name, string currency) => Ask(CustomerUseCases.Save(
        new(CustomerId.Of(id), name, new(null, null, null), [], Currency.Of(currency))));

    public Task<Reply> DeleteCustomerAsync(string id) => Ask(CustomerUseCases.Delete(CustomerId.Of(id)));

    public async Task<string?> CustomerNameAsync(string id) =>
        ((Customer?)await storage.FindAsync(CustomerUseCases.Customers.Record(id)))?.Name;

    public Task<Reply> PlaceAsync(
        string order, string customer, IReadOnlyList<Line> lines, string channel = "web", string zip = "68102", string? request = null) =>
        Ask(OrderUseCases.Place(
            OrderId.Of(order), CustomerId.Of(customer), Lines(lines), new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", zip),
            channel == "web" ? Channel.Web : Channel.Phone, DateTimeOffset.UtcNow, null),
            request, $"place {order} {customer} {string.Join(';', lines)}");

    public Task<Reply> AmendAsync(string order, IReadOnlyList<Line> lines) => Ask(OrderUseCases.Amend(OrderId.Of(order), Lines(lines)));

    public Task<Reply> ApproveAsync(string order, string? seen = null) => Ask(Seen(OrderUseCases.Approve(OrderId.Of(order)), order, seen));

    public Task<Reply> CancelAsync(string order, string reason, string? seen = null) =>
        Ask(Seen(OrderUseCases.Cancel(OrderId.Of(order), reason), order, seen));

    public async Task<OrderView?> OrderAsync(string order, long? version = null, DateTimeOffset? at = null)
    {
        var stream = OrderStreams.Orders.Stream(order);
        return View(version is { } v ? await storage.LoadAsync(stream, v)
            : at is { } moment ? await storage.LoadAsync(stream, moment)
            : await storage.LoadAsync(stream));
    }

    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync(string order) =>
        [.. (await storage.HistoryAsync(OrderStreams.Orders.Stream(order).Stream, 1, 1000))
            .Select(e => new HistoryLine(e.Type, e.Actor, e.HappenedAt))];

    public async Task<IReadOnlyList<string>> OrdersAsync(string customer, string? status = null, int pageSize = 50)
    {
        var orders = new List<string>();
        Place? after = null;
        do
        {
            var page = await storage.SelectAsync(OrderStreams.Orders, OrderQueries.Newest(status, customer, after: after, limit: pageSize));
            orders.AddRange(page.Items.Select(held => held.Stream.Id));
            after = page.Next;
        }
        while (after is not null);

        return orders;
    }

    /// <summary>An order that was agreed before Tempest was there.</summary>
    public Task<Reply> RecordPastAsync(
        string order, string customer, string sku, int quantity, decimal price, string currency, DateTimeOffset placedAt) =>
        Ask(OrderUseCases.RecordPast(
            OrderId.Of(order), CustomerId.Of(customer), [new(Sku.Of(sku), new(price, Currency.Of(currency)), quantity, 0)],
            new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102"), Channel.Phone, placedAt, null), at: placedAt);

    public async Task ForgetStatesAsync()
    {
        foreach (var category in Categories.All) await storage.DiscardAsync(category);
    }

    private static OrderView? View(Held held) => held.State is PlacedOrder order
        ? new(OrderDecider.StatusOf(order), order.Details.Total.Amount, order.Details.Total.Currency.Code,
            Word.Of(order.Details.Channel), order.Details.PlacedAt, (order as CancelledOrder)?.Reason,
            [.. order.Details.Lines.Select(l => new LineView(l.Sku.Value, l.Name, l.UnitPrice.Amount, l.Quantity, l.DiscountPercent, l.Total.Amount))],
            [.. OrderTransitions.PossibleOn(order).Select(t => Word.Of(t))], $"{held.Version}",
            (order as OrderInShipping)?.Shipment.Value ?? (order as CompletedOrder)?.Shipment.Value)
        : null;

    private static UseCase Seen(UseCase useCase, string order, string? seen) => seen is null ? useCase
        : useCase.Provided(now => $"{now.Version(OrderStreams.Orders.Stream(order).Stream)}" == seen);

    private Task<Reply> Catalogue(string sku, CatalogueCommand command, string? seen = null)
    {
        var change = CatalogueUseCases.Change(Sku.Of(sku), command);
        return Ask(seen is null ? change : change.Provided(now =>
            now.Record(CatalogueUseCases.Products, sku) is { } product && CatalogueUseCases.Products.Tag(product) == seen));
    }

    private async Task<Reply> Ask(Lookup useCase, string? request = null, string content = "", DateTimeOffset? at = null)
    {
        var command = new Command(request ?? $"{Guid.NewGuid()}", content, "Sally of sales", at ?? DateTimeOffset.UtcNow);
        return await storage.ExecuteAsync(command, useCase) switch
        {
            Done done => new(
                Order: done.Streams.Where(held => held.State is Order).Select(View).FirstOrDefault(),
                Shipment: done.Streams.Where(held => held.State is Shipment).Select(ViewOfShipment).FirstOrDefault()),
            Rejected { Why: var why } => new(why.Code, Named(why.Data)),
            SeenStale => new(Reply.Stale),
            IdUsedOtherwise => new(Reply.NameUsed),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    private static string[]? Named(System.Text.Json.Nodes.JsonObject data) =>
        data["skus"]?.AsArray().Select(sku => (string)sku!).ToArray()
        ?? data["faults"]?.AsArray().Select(fault => (string)fault!["part"]!).ToArray();

    private static ValueList<RequestedLine> Lines(IReadOnlyList<Line> lines) =>
        [.. lines.Select(line => new RequestedLine(Sku.Of(line.Sku), line.Quantity, line.Discount))];
}
