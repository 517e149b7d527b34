using Tempest.Application.Storage;

namespace Tempest.Application.Catalogue;

/// <summary>How products are looked for.</summary>
public static class CatalogueQueries
{
    /// <summary>The categories that something is sold in, and how many products each has.</summary>
    public static Task<IReadOnlyList<ValueCount>> CategoriesAsync(IRecords records, CancellationToken cancel = default) =>
        records.CountAsync(CatalogueUseCases.Products, "category", [new Is("status", "active")], cancel);

    /// <param name="words">The beginnings of words; all must be found.</param>
    /// <param name="category">Exactly this one.</param>
    /// <param name="priceFrom">At least.</param>
    /// <param name="priceTo">At most.</param>
    /// <param name="status">active or discontinued.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most.</param>
    public static Selection ByName(
        string? words = null, string? category = null, decimal? priceFrom = null, decimal? priceTo = null,
        string? status = null, Place? after = null, int limit = 50)
    {
        var where = new List<Criterion>();
        if (category is not null) where.Add(new Is("category", category));
        if (priceFrom is { } from) where.Add(new AtLeast("price.amount", from));
        if (priceTo is { } to) where.Add(new AtMost("price.amount", to));
        if (status is not null) where.Add(new Is("status", status));
        return new(where, SearchWords.In(words), "name", Descending: false, after, limit);
    }
}
