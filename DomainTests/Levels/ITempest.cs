namespace Tempest.DomainTests.Levels;

/// <summary>
/// Tempest as the scenarios see it, at whatever level: a part for each part of the business. It speaks plain values, so
/// that a fault in one of the domain's own types cannot cancel itself out. Everything asserted is asserted by the steps.
/// </summary>
public partial interface ITempest;

/// <summary>What the caller was answered.</summary>
/// <param name="Refusal">The code, when it was refused.</param>
/// <param name="Named">What the refusal names.</param>
/// <param name="Order">The order as the answer showed it.</param>
/// <param name="Shipment">The shipment as the answer showed it.</param>
public sealed record Reply(
    string? Refusal = null, IReadOnlyList<string>? Named = null, OrderView? Order = null, ShipmentView? Shipment = null)
{
    public const string Stale = "stale";

    public const string NameUsed = "name-used-before";
}

public sealed record HistoryLine(string What, string Who, DateTimeOffset When);

/// <summary>One level: where its scenarios act, and what it takes to prepare and to disturb it.</summary>
/// <param name="Name">memory, http or browser.</param>
/// <param name="Face">What people use at this level.</param>
/// <param name="Inside">The application itself, for what a scenario finds in place.</param>
/// <param name="TakeCatalogueAway">Removes products behind everybody's back.</param>
public sealed record Level(string Name, ITempest Face, IInside Inside, Func<IReadOnlyList<string>, Task> TakeCatalogueAway);
