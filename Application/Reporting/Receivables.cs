using Tempest.Domain.Accounts;
using static System.FormattableString;

namespace Tempest.Application.Reporting;

/// <summary>What accounts come to, and what they were billed for when: from the entries, each of which counts by its id, once.</summary>
public sealed class Receivables : IProjection<EntryFacts>
{
    public const string Name = "receivables";

    public const string Balances = "balances", Bills = "bills", Reversals = "reversals";

    public const string Amount = "amount";

    /// <summary>Instead of an order, where a bill is for none.</summary>
    public const string NoOrder = "-";

    public static EntryFacts Nothing { get; } = new(null);

    public static EntryFacts Learn(EntryFacts known, Told told) => told.What switch
    {
        EntryBooked booked => new(booked.Entry),
        EntryUndone => known, // by another entry, which counts for itself
        var other => throw new InvalidOperationException($"Receivables does not know {other.GetType().Name}."),
    };

    public static IEnumerable<Count> CountOf(Subject subject, EntryFacts known)
    {
        if (known.Entry is not { } entry) yield break;

        var account = $"{entry.Amount.Currency}/{entry.Account}";
        yield return new(Balances, account, Figures.Of((Amount, entry.Effect.Amount)));
        if (entry.Bill is { } bill)
        {
            yield return new(Bills, Invariant($"{account}/{bill.DueOn:yyyy-MM-dd}/{bill.Order?.Value ?? NoOrder}"), Figures.Of((Amount, entry.Amount.Amount)));
        }

        if (entry.Undoes is { DueOn: { } due })
            yield return new(Bills, Invariant($"{account}/{due:yyyy-MM-dd}/{NoOrder}"), Figures.Of((Amount, -entry.Amount.Amount)));
        if (entry.Kind is EntryKind.Reversal)
            yield return new(Reversals, Invariant($"{entry.At.UtcDateTime:yyyy-MM-dd}/{account}/{entry.Id}"), Figures.Of((Amount, entry.Amount.Amount)));
    }
}

public sealed record EntryFacts(Entry? Entry);
