using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tempest.Application.Catalogue;
using Tempest.Application.Storage;
using Tempest.Domain.Catalogue;

namespace Tempest.Adapters.Http.Catalogue;

/// <summary>What to send to add a product.</summary>
public sealed record AddProductBody
{
    /// <summary>What people call it.</summary>
    [StringLength(200)]
    public required string Name { get; init; }

    /// <summary>Empty unless given.</summary>
    [StringLength(4000)]
    public string? Description { get; init; }

    /// <summary>Empty unless given.</summary>
    [StringLength(100)]
    public string? Category { get; init; }

    /// <summary>What one piece costs.</summary>
    public required MoneyBody Price { get; init; }

    /// <summary>What one piece weighs; left out when unknown.</summary>
    public decimal? WeightInPounds { get; init; }

    public AddProduct ToCommand() => new(new(Name, Description ?? "", Category ?? "", WeightInPounds), Price.ToMoney());
}

/// <summary>What to send to revise a product: all its text as it shall be.</summary>
public sealed record ReviseProductBody
{
    /// <summary>What people call it.</summary>
    [StringLength(200)]
    public required string Name { get; init; }

    /// <summary>Empty unless given.</summary>
    [StringLength(4000)]
    public string? Description { get; init; }

    /// <summary>Empty unless given.</summary>
    [StringLength(100)]
    public string? Category { get; init; }

    /// <summary>What one piece weighs; left out when unknown.</summary>
    public decimal? WeightInPounds { get; init; }

    public ReviseProduct ToCommand() => new(new(Name, Description ?? "", Category ?? "", WeightInPounds));
}

/// <summary>The price from now on.</summary>
public sealed record RepriceProductBody
{
    /// <summary>What one piece costs.</summary>
    public required MoneyBody Price { get; init; }
}

/// <summary>A product as the API shows it.</summary>
public sealed record ProductRepresentation : IAffords
{
    /// <summary>Its id.</summary>
    public required string Sku { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Empty when nobody has written one.</summary>
    public required string Description { get; init; }

    /// <summary>Empty when it has none.</summary>
    public required string Category { get; init; }

    /// <summary>What one piece costs.</summary>
    public required MoneyBody Price { get; init; }

    /// <summary>What one piece weighs; left out when unknown.</summary>
    public decimal? WeightInPounds { get; init; }

    /// <summary>active or discontinued.</summary>
    public required string Status { get; init; }

    /// <summary>Its entity tag, for <c>If-Match</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Where to go from here; <c>self</c> is this one.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    /// <summary>What can be done with it now.</summary>
    [JsonPropertyName("_templates")]
    public required IReadOnlyDictionary<string, Template> Templates { get; init; }

    object IAffords.For(Offers offers) => this with { Links = offers.Of(Links), Templates = offers.Of(Templates)! };

    public static ProductRepresentation Of(Product product) => new()
    {
        Sku = product.Sku.Value,
        Name = product.Name,
        Description = product.Description,
        Category = product.Category,
        Price = MoneyBody.Of(product.Price),
        WeightInPounds = product.WeightInPounds,
        Status = Word.Of(product.Status),
        Tag = CatalogueUseCases.Products.Tag(product),
        Links = ProductLinks.Of(product),
        Templates = ProductLinks.Templates(product),
    };
}

internal static class ProductLinks
{
    public static Dictionary<string, Link> Of(Product product)
    {
        var links = new Dictionary<string, Link> { ["self"] = new(Self(product)), ["collection"] = new("/api/products") };
        foreach (var (name, template) in Templates(product)) links[name] = new(template.Target);
        return links;
    }

    public static Dictionary<string, Template> Templates(Product product)
    {
        var forms = new Dictionary<string, Template>
        {
            ["revise"] = Form(product, "revise", "Revise the text",
                new("name", true, "Name"), new("description", false, "Description"), new("category", false, "Category"),
                new("weightInPounds", false, "What one piece weighs")),
            ["reprice"] = Form(product, "reprice", "Change the price", new TemplateProperty("price", true, "amount and currency")),
        };
        if (CatalogueRules.WouldChange(product, new DiscontinueProduct()))
            forms["discontinue"] = Form(product, "discontinue", "Sell it no longer");
        if (CatalogueRules.WouldChange(product, new ReinstateProduct()))
            forms["reinstate"] = Form(product, "reinstate", "Sell it again");
        forms["delete"] = Form(product, "delete", "Delete it from the catalogue");
        return forms;
    }

    public static string Self(Product product) => $"/api/products/{product.Sku}";

    private static Template Form(
        Product product, string command, string title, params IReadOnlyList<TemplateProperty> properties) =>
        Template.Post(title, $"{Self(product)}/commands/{command}", properties);
}
