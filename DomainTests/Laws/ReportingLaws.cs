using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;
using Tempest.Domain.Accounts;
using Xunit;

namespace Tempest.DomainTests.Laws;

/// <summary>Reports are the same in whatever order events are delivered, and however often.</summary>
public sealed class ReportingLaws
{
    private static readonly Random Chance = new(20261121);

    [Fact]
    public async Task Shuffled_and_repeated_delivery_gives_the_same_reports()
    {
        foreach (var history in Histories.Sample(60))
        {
            var expected = await RowsAsync(history);
            for (var shuffle = 0; shuffle < 5; shuffle++)
            {
                var sent = history.Concat(history.Where(_ => Chance.Next(3) == 0)).ToArray();
                Chance.Shuffle(sent);
                (await RowsAsync(sent)).ShouldBe(expected);
            }
        }
    }

    [Fact]
    public void The_histories_are_worth_counting() => Histories.Sample(60).SelectMany(history => history.Select(one => one.Type)).Distinct()
        .ShouldContain("order-cancelled");

    [Fact]
    public async Task A_projection_that_minds_the_order_would_be_noticed()
    {
        var minding = Projection.Of<LastToldWins, OrderFacts>("minding", "", StoredJson.Default.OrderFacts, Application.Ordering.OrderStreams.Orders);
        var history = Histories.Sample(60).First(one => one.Any(e => e.Type is "order-amended"));

        (await RowsAsync([.. history.Reverse()], minding)).ShouldNotBe(await RowsAsync(history, minding));
    }

    private sealed class LastToldWins : IProjection<OrderFacts>
    {
        public static OrderFacts Nothing => Sales.Nothing;

        public static OrderFacts Learn(OrderFacts known, Told told) => Sales.Learn(known with { LinesAt = 0 }, told);

        public static IEnumerable<Count> CountOf(Subject subject, OrderFacts known) => Sales.CountOf(subject, known);
    }

    /// <summary>What became of some orders, and of what else there is, as their deciders allow it.</summary>
    private static Gen<RecordedEvent[]> Histories { get; } =
        from orders in AnyOrders.Command.ArrayOf(8).ArrayOf(4)
        from shipments in AnyShipments.Command.ArrayOf(6).ArrayOf(3)
        from entries in AnyAccounts.Entry.ArrayOf(6)
        select (RecordedEvent[])
        [
            .. orders.SelectMany((commands, at) => History(Application.Ordering.OrderStreams.Orders, $"o{at}", commands)),
            .. shipments.SelectMany((commands, at) => History(Application.Shipping.ShippingStreams.Shipments, $"g{at}", commands)),
            .. entries.DistinctBy(entry => entry.Id).SelectMany(entry => History(
                Application.Accounts.AccountStreams.Entries, $"{entry.Account}/{entry.Id}", [new RememberEntry(entry, 1)])),
        ];

    private static IEnumerable<RecordedEvent> History<TState, TCommand, TEvent>(
        Category<TState, TCommand, TEvent> category, string id, IEnumerable<TCommand> commands)
        where TState : class where TEvent : class
    {
        var held = category.Nothing(id);
        foreach (var command in commands)
        {
            var decision = category.Decide((TState)held.State, command);
            if (decision.Rejection is not null) continue;

            foreach (var what in decision.Events)
            {
                var (type, schema, data) = category.Encode(what);
                held = category.Evolve(held, held.Version + 1, type, schema, data);
                yield return new(held.Stream, held.Version, 0, type, schema, data, "somebody", "c", "c", null,
                    Moments.AddHours(held.Version), Moments.AddHours(held.Version));
            }
        }
    }

    private static readonly DateTimeOffset Moments = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>All rows of all projections, after the events in this order.</summary>
    private static async Task<string> RowsAsync(IReadOnlyList<RecordedEvent> events, params IReadOnlyList<Projection> projections)
    {
        var (store, feed) = (new MemoryStorage().Projections, new Delivered(events));
        await new Projector(feed, store, projections is [] ? ProjectionBook.All : projections, TimeProvider.System).CatchUpAsync();
        var digests = new List<string>();
        foreach (var one in await store.GenerationsAsync())
        {
            one.Fault.ShouldBeNull();
            digests.Add($"{one.Projection} {await store.DigestAsync(one)}");
        }

        return string.Join('\n', digests);
    }

    private sealed class Delivered(IReadOnlyList<RecordedEvent> events) : IFeed
    {
        public Task<long> HeadAsync(CancellationToken cancel = default) => Task.FromResult<long>(events.Count);

        public Task<IReadOnlyList<RecordedEvent>> ReadAsync(FeedPart part, int limit, CancellationToken cancel = default) =>
            Task.FromResult<IReadOnlyList<RecordedEvent>>(
                [.. events.Select((one, at) => one with { Position = at + 1 }).Skip((int)part.After).Take(limit)]);
    }
}
