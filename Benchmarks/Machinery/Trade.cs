using System.Globalization;
using Tempest.Adapters.Postgres;
using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Shipping;
using Tempest.Benchmarks.Scenarios;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Benchmarks.Machinery;

/// <summary>
/// A company's whole trade, of any length: one customer with a truck of their own orders, is delivered to and pays, all of it by
/// real commands and policies; then there are as many such customers as make so many events.
/// </summary>
internal static class Trade
{
    /// <summary>Stands in every id of the one customer's, and for each other one a number does.</summary>
    private const string One = "zqz";

    private const int Orders = 10;

    private static readonly DateTimeOffset Since = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Currency Usd = Currency.Of("USD");

    /// <returns>How many events there are now.</returns>
    public static async Task<long> WriteAsync(string connection, long events)
    {
        await using (var storage = new PostgresStorage(new(connection) { Policies = PolicyBook.All(TradeTerms.Usual) }))
        {
            await Shop.FillAsync(storage);
            var shop = await storage.HeadAsync();
            await PlayAsync(storage);
            await MultiplyAsync(connection, shop, (events - shop) / (await storage.HeadAsync() - shop));
        }

        // Now, and not by autovacuum later, when something is measured.
        await BenchmarkServer.DoAsync(connection, "vacuum analyze");
        return await BenchmarkServer.AskAsync<long>(connection, "select position from feed_head where tenant = 'default'");
    }

    private static async Task PlayAsync(PostgresStorage storage)
    {
        var (customer, account, truck) = (CustomerId.Of(One), AccountId.Of(One), TruckId.Of(One));
        await DoAsync(storage, "customer", Since, CustomerUseCases.Save(new(customer, "Polar Foods", new(null, null, null), [], Usd)));
        await DoAsync(storage, "truck", Since, ShippingUseCases.AddTruck(truck));
        await DoAsync(storage, "account", Since, AccountUseCases.Open(account, "Polar Foods", Usd, new Money(10_000, Usd), Since));
        for (var n = 0; n < Orders; n++)
        {
            var (id, day) = (string.Create(CultureInfo.InvariantCulture, $"{One}-{n}"), Since.AddDays(n * 7));
            var shipment = ShipmentId.Of(id);
            await DoAsync(storage, $"place-{n}", day, OrderUseCases.Place(
                OrderId.Of(id), customer, [.. Shop.Lines(n).Select(line => new RequestedLine(Sku.Of(line.Product), line.Quantity))],
                Shop.ShipTo, Channel.Web, day, requiredBy: null));
            await DoAsync(storage, $"approve-{n}", day.AddHours(1), OrdersOnCredit.Approve(OrderId.Of(id)));
            await FollowAsync(storage);
            await DoAsync(storage, $"assign-{n}", day.AddHours(2), ShippingUseCases.Assign(shipment, truck));
            await DoAsync(storage, $"ship-{n}", day.AddHours(3), ShippingUseCases.Ship(shipment, day.AddHours(3)));
            await DoAsync(storage, $"deliver-{n}", day.AddHours(9), ShippingUseCases.Deliver(shipment, "Ann", day.AddHours(9)));
            await FollowAsync(storage);
            await DoAsync(storage, $"pay-{n}", day.AddDays(9), AccountUseCases.Pay(
                account, EntryId.Of($"pay-{n}"), new Money(50 + n, Usd), "Transfer", DateTimeOffset.UtcNow, day.AddDays(9)));
        }
    }

    private static async Task DoAsync(PostgresStorage storage, string what, DateTimeOffset at, Lookup asked)
    {
        if (await storage.ExecuteAsync(new Command($"trade/{One}/{what}", "", "benchmark", at), asked) is not Done { Changed: true } and var answer)
            throw new InvalidOperationException($"{what} was answered {answer}.");
    }

    private static async Task FollowAsync(PostgresStorage storage)
    {
        var worker = new QueueWorker(storage, PolicyBook.All(TradeTerms.Usual), TimeProvider.System);
        while (await worker.CarryOutAsync() > 0)
        {
        }
    }

    /// <summary>In the feed each customer's events follow the ones of the customer before.</summary>
    private static Task MultiplyAsync(string connection, long shop, long times) =>
        BenchmarkServer.DoAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
            insert into events
              select tenant, stream_key(category || '/' || replace(id, '{One}', n)), version,
                position + (select position - {shop} from feed_head where tenant = 'default') * n::bigint,
                category, replace(id, '{One}', n), type, schema, replace(data::text, '{One}', n)::jsonb,
                actor, replace(command_id, '{One}', n), replace(correlation_id, '{One}', n), replace(causation_id, '{One}', n),
                happened_at, recorded_at
              from events, (select n::text from generate_series(1, {times - 1}) n) copies
              where tenant = 'default' and position > {shop} order by n::bigint, position;
            update feed_head set position = {shop} + (position - {shop}) * {times} where tenant = 'default';
            """));
}
