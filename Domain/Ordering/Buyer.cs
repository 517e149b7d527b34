namespace Tempest.Domain.Ordering;

// What Ordering was told of a customer: that it may order, and in which currency.

public abstract record Buyer;

public sealed record UnknownBuyer : Buyer;

public sealed record KnownBuyer(Currency Currency) : Buyer;

public sealed record FormerBuyer : Buyer;

public abstract record BuyerEvent;

public sealed record BuyerAdmitted(Currency Currency) : BuyerEvent;

public sealed record BuyerCurrencyChanged(Currency Currency) : BuyerEvent;

public sealed record BuyerLeft : BuyerEvent;

public abstract record BuyerCommand;

public sealed record AdmitBuyer(Currency Currency) : BuyerCommand;

public sealed record DismissBuyer : BuyerCommand;

public sealed class BuyerDecider : IDecider<Buyer, BuyerCommand, BuyerEvent>
{
    public static Buyer Initial { get; } = new UnknownBuyer();

    public static Decision<BuyerEvent> Decide(Buyer state, BuyerCommand command) => (state, command) switch
    {
        (KnownBuyer known, AdmitBuyer now) when known.Currency == now.Currency => [],
        (KnownBuyer, AdmitBuyer now) => [new BuyerCurrencyChanged(now.Currency)],
        (_, AdmitBuyer now) => [new BuyerAdmitted(now.Currency)],
        (KnownBuyer, DismissBuyer) => [new BuyerLeft()],
        (_, DismissBuyer) => [],
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static Buyer Evolve(Buyer state, BuyerEvent happened) => (state, happened) switch
    {
        (not KnownBuyer, BuyerAdmitted admitted) => new KnownBuyer(admitted.Currency),
        (KnownBuyer, BuyerCurrencyChanged changed) => new KnownBuyer(changed.Currency),
        (KnownBuyer, BuyerLeft) => new FormerBuyer(),
        _ => throw new BrokenHistoryException(state, happened),
    };
}
