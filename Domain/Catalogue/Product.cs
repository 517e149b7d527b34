namespace Tempest.Domain.Catalogue;

/// <summary>A product as the catalogue has it now. Plain state: it is edited freely and keeps no history.</summary>
/// <param name="WeightInPounds">What one piece weighs, above zero; null when nobody has weighed it.</param>
public sealed record Product(
    Sku Sku, string Name, string Description, string Category, Money Price, decimal? WeightInPounds, ProductStatus Status);

public enum ProductStatus
{
    Active,
    Discontinued,
}

/// <summary>
/// What the catalogue tells whoever listens when a product has changed: how it is now, or that it is gone. Never
/// stored; each listening context makes an event of its own of it.
/// </summary>
public sealed record ProductNotice(Sku Sku, Product? Now);
