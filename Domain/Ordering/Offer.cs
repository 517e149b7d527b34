namespace Tempest.Domain.Ordering;

// What Ordering was told of a product: all it knows when it sells, whatever has become of the catalogue.

public abstract record Offer;

public sealed record NeverOffered : Offer;

public sealed record OnOffer(string Name, Money Price) : Offer;

public sealed record Withdrawn(string Name) : Offer;

public abstract record OfferEvent;

public sealed record ProductOffered(string Name, Money Price) : OfferEvent;

public sealed record OfferRenamed(string Name) : OfferEvent;

public sealed record OfferRepriced(Money Price) : OfferEvent;

public sealed record OfferWithdrawn : OfferEvent;

public abstract record OfferCommand;

public sealed record OfferProduct(string Name, Money Price) : OfferCommand;

/// <param name="Was">What it was sold as, where that is known: a product may come to us already withdrawn.</param>
public sealed record WithdrawOffer(OfferProduct? Was = null) : OfferCommand;

public sealed class OfferDecider : IDecider<Offer, OfferCommand, OfferEvent>
{
    public static Offer Initial { get; } = new NeverOffered();

    public static Decision<OfferEvent> Decide(Offer state, OfferCommand command) => (state, command) switch
    {
        (OnOffer on, OfferProduct now) =>
        [
            .. on.Name == now.Name ? Nothing : [new OfferRenamed(now.Name)],
            .. on.Price == now.Price ? Nothing : [new OfferRepriced(now.Price)],
        ],
        (_, OfferProduct now) => [new ProductOffered(now.Name, now.Price)],
        (OnOffer, WithdrawOffer) => [new OfferWithdrawn()],
        (NeverOffered, WithdrawOffer { Was: { } was }) =>
            [new ProductOffered(was.Name, was.Price), new OfferWithdrawn()],
        (_, WithdrawOffer) => [],
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static Offer Evolve(Offer state, OfferEvent happened) => (state, happened) switch
    {
        (not OnOffer, ProductOffered offered) => new OnOffer(offered.Name, offered.Price),
        (OnOffer on, OfferRenamed renamed) => on with { Name = renamed.Name },
        (OnOffer on, OfferRepriced repriced) => on with { Price = repriced.Price },
        (OnOffer on, OfferWithdrawn) => new Withdrawn(on.Name),
        _ => throw new BrokenHistoryException(state, happened),
    };

    private static OfferEvent[] Nothing => [];
}
