namespace Tempest.Domain.Shipping;

/// <summary>What Shipping was told of a product: what one piece weighs, if anybody has weighed it.</summary>
public sealed record Goods(decimal? WeightInPounds);

public sealed record WeighGoods(decimal? WeightInPounds);

public sealed record GoodsWeighed(decimal? WeightInPounds);

public sealed class GoodsDecider : IDecider<Goods, WeighGoods, GoodsWeighed>
{
    public static Goods Initial { get; } = new(WeightInPounds: null);

    public static Decision<GoodsWeighed> Decide(Goods state, WeighGoods command) =>
        command.WeightInPounds == state.WeightInPounds ? [] : [new GoodsWeighed(command.WeightInPounds)];

    public static Goods Evolve(Goods state, GoodsWeighed happened) => new(happened.WeightInPounds);
}
