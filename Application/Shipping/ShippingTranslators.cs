using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Shipping;

/// <summary>What the catalogue says of a product's weight. What is no longer sold may still be carried.</summary>
public sealed class GoodsFollowTheCatalogue : ITranslator<ProductNotice>
{
    public StreamRef Stream(string id) => ShippingStreams.Goods.Stream(id);

    public Outcome Translate(string id, ProductNotice notice, Situation now) =>
        now.Decide(ShippingStreams.Goods, id, new WeighGoods(
            notice.Now is { } product ? product.WeightInPounds : now.State(ShippingStreams.Goods, id).WeightInPounds));
}
