using System.Globalization;

namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    /// <summary>What has become different since an event.</summary>
    /// <param name="kind">order, shipment or truck.</param>
    /// <param name="id">Which one.</param>
    /// <param name="version">How many events it had then.</param>
    Task<IReadOnlyList<ChangeView>> DifferentNowAsync(string kind, string id, long version);

    /// <summary>Why something happened.</summary>
    /// <param name="kind">What it happened to: order, shipment, truck or account.</param>
    /// <param name="id">Which one.</param>
    /// <param name="happened">The event's name; the last one of it.</param>
    Task<WhyView> WhyAsync(string kind, string id, string happened);
}

/// <param name="What">As <c>lines 1 quantity</c>.</param>
public sealed record ChangeView(string What, string Then, string Now)
{
    public const string Nothing = "–";

    /// <summary><c>/details/lines/0/quantity</c></summary>
    public static string Words(string path) => string.Join(' ', path.Split('/').Where(part => part is not ("" or "details"))
        .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var index) ? $"{index + 1}" : part));
}

/// <param name="Cause">The event that led to it, in words; null when somebody asked for it.</param>
/// <param name="Together">What else was done in one go with it.</param>
/// <param name="Followed">What followed by itself.</param>
public sealed record WhyView(string? Cause, IReadOnlyList<string> Together, IReadOnlyList<string> Followed);
