using System.Text.Json.Serialization;

namespace Tempest.Adapters.Http;

/// <summary>A way from here (HAL).</summary>
/// <param name="Href">Relative to this server.</param>
/// <param name="Templated">Whether <c>href</c> has places to fill in.</param>
public sealed record Link(
    string Href, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Templated = false)
{
    /// <summary>The ways from everything that has a history.</summary>
    public static Dictionary<string, Link> ToHistory(string self, string collection) => new()
    {
        ["self"] = new(self),
        ["events"] = new($"{self}/events"),
        ["history"] = new($"{self}/history"),
        ["difference"] = new($"{self}/difference{{?from,to}}", Templated: true),
        ["at"] = new($"{self}{{?version,at}}", Templated: true),
        ["collection"] = new(collection),
    };
}

/// <summary>Something that can be done now, and what to send for it (HAL-FORMS).</summary>
/// <param name="Title">In words.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">Where to send it.</param>
/// <param name="ContentType">What to send, if anything.</param>
/// <param name="Properties">The members of the body.</param>
public sealed record Template(
    string Title, string Method, string Target, string ContentType, IReadOnlyList<TemplateProperty> Properties)
{
    /// <summary>Every command is sent the same way.</summary>
    public static Template Post(string title, string target, params IReadOnlyList<TemplateProperty> properties) =>
        new(title, "POST", target, "application/json", properties);
}

/// <summary>A member of the body to send.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Prompt">What it is, in words.</param>
public sealed record TemplateProperty(string Name, bool Required, string Prompt);

/// <summary>One page of a collection.</summary>
/// <param name="Items">In order.</param>
/// <param name="Links"><c>self</c>, and <c>next</c> unless this is the last page.</param>
public sealed record Collection<T>(
    IReadOnlyList<T> Items, [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links) : IAffords
{
    public object For(Offers offers) =>
        this with { Items = [.. Items.Select(item => item is IAffords affords ? (T)affords.For(offers) : item)] };
}
