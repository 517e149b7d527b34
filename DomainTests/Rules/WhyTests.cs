using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Shipping;
using Tempest.Application.Timeline;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Shipping;
using Xunit;

namespace Tempest.DomainTests.Rules;

/// <summary>From what happened to what led to it and what it led to, as far as somebody may see it.</summary>
public sealed class WhyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_somebody_asked_for_leads_to_what_followed()
    {
        await using var storage = await StorageAsync();
        var why = (await Why.OfAsync(storage, As(Roles.Operator), 1))!;

        why.Cause.ShouldBeNull();
        (why.Event.Words, why.Event.Happened.Actor).ShouldBe(("Added", "staff/dana"));
        Positions(why.Followed).ShouldBe([2, 3, 4, 5]);
        why.Together.ShouldBeEmpty();
        Positions(why.Related).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task What_a_policy_did_leads_back_to_the_event_that_it_answered_and_to_what_it_did_besides()
    {
        await using var storage = await StorageAsync();
        var why = (await Why.OfAsync(storage, As(Roles.Operator), 3))!;

        why.Cause!.Happened.Position.ShouldBe(1);
        Positions(why.Together).ShouldBe([4, 5]);
        why.Followed.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_nothing_to_do_with_it_is_left_out()
    {
        await using var storage = await StorageAsync();
        Positions((await Why.OfAsync(storage, As(Roles.Operator), 6))!.Related).ShouldBe([6]);
    }

    [Fact]
    public async Task Of_other_departments_nobody_sees_more_than_their_histories_show()
    {
        await using var storage = await StorageAsync();
        Positions((await Why.OfAsync(storage, As(Roles.Dispatch), 1))!.Related).ShouldBe([1, 2]);
        (await Why.OfAsync(storage, As(Roles.Dispatch), 3)).ShouldBeNull();
        (await Why.OfAsync(storage, As(Roles.Finance), 3))!.Cause.ShouldBeNull();
        (await Why.OfAsync(storage, As(Roles.Driver), 1)).ShouldBeNull();
    }

    [Fact]
    public async Task What_has_not_happened_has_no_reason()
    {
        await using var storage = await StorageAsync();
        (await Why.OfAsync(storage, As(Roles.Operator), 7)).ShouldBeNull();
    }

    private static Caller As(Roles roles) => new("staff/somebody", "Somebody", roles, null);

    private static long[] Positions(IEnumerable<TimelineLine> lines) => [.. lines.Select(line => line.Happened.Position)];

    /// <summary>A truck; because of it another one, and a payment with its entry and its balance; and a truck that has nothing to do with it.</summary>
    private static async Task<MemoryStorage> StorageAsync()
    {
        var storage = new MemoryStorage();
        await DoAsync(storage, new("c-1", "", "staff/dana", Noon), ShippingUseCases.AddTruck(TruckId.Of("T-1")));
        await DoAsync(storage, new("c-2", "", "policy/one", Noon, "c-1", "truck/T-1/1"), ShippingUseCases.AddTruck(TruckId.Of("T-2")));
        await DoAsync(storage, new("c-3", "", "policy/two", Noon, "c-1", "truck/T-1/1"), AccountUseCases.Pay(
            AccountId.Of("polar"), EntryId.Of("P-1"), new Money(10, Currency.Of("USD")), "Cheque", Noon));
        await DoAsync(storage, new("c-4", "", "staff/dana", Noon), ShippingUseCases.AddTruck(TruckId.Of("T-3")));
        return storage;
    }

    private static async Task DoAsync(MemoryStorage storage, Command command, UseCase useCase) =>
        (await storage.ExecuteAsync(command, useCase)).ShouldBeOfType<Done>();
}
