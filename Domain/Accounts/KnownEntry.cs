namespace Tempest.Domain.Accounts;

// What is known under an entry's id. Each entry is remembered by itself, so that an account with very many stays small.

public abstract record KnownEntry;

public sealed record UnknownEntry : KnownEntry;

/// <summary>Named by something that undoes it, but not told of yet: an outside feed may come in any order.</summary>
public sealed record AwaitedEntry(ValueList<Undoing> Undoings) : KnownEntry;

/// <param name="Number">1, 2, 3 … in the order in which the account learned of its entries.</param>
public sealed record BookedEntry(Entry Entry, long Number, ValueList<Undoing> Undoings) : KnownEntry
{
    /// <summary>What of it has not been undone.</summary>
    public Money Left => Undoings.Aggregate(Entry.Amount, (left, undoing) => left - undoing.Amount).NotBelowZero;

    public bool IsRefundable => Entry.Kind is EntryKind.Payment or EntryKind.Deposit;

    public bool IsReversible => Entry.Kind is not (EntryKind.Refund or EntryKind.Reversal);
}

/// <param name="By">The refund or reversal.</param>
/// <param name="Number">The account's number of that.</param>
public sealed record Undoing(EntryId By, EntryKind Kind, Money Amount, DateTimeOffset At, long Number);

public abstract record KnownEntryEvent;

public sealed record EntryBooked(Entry Entry, long Number) : KnownEntryEvent;

public sealed record EntryUndone(Undoing Undoing) : KnownEntryEvent;

public abstract record KnownEntryCommand;

public sealed record RememberEntry(Entry Entry, long Number) : KnownEntryCommand;

public sealed record RememberUndoing(Undoing Undoing) : KnownEntryCommand;

public sealed class KnownEntryDecider : IDecider<KnownEntry, KnownEntryCommand, KnownEntryEvent>
{
    public static KnownEntry Initial { get; } = new UnknownEntry();

    public static Decision<KnownEntryEvent> Decide(KnownEntry state, KnownEntryCommand command) =>
        (state, command) switch
    {
        (BookedEntry booked, RememberEntry again) when booked.Entry.IsSameAs(again.Entry) => [],
        (BookedEntry booked, RememberEntry) => new EntryDiffers(booked.Entry.Id),
        (_, RememberEntry entry) => [new EntryBooked(entry.Entry, entry.Number)],
        (_, RememberUndoing { Undoing: var undoing }) when UndoingsOf(state).Any(known => known.By == undoing.By) => [],
        (_, RememberUndoing { Undoing: var undoing }) => [new EntryUndone(undoing)],
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static KnownEntry Evolve(KnownEntry state, KnownEntryEvent happened) => (state, happened) switch
    {
        (UnknownEntry or AwaitedEntry, EntryBooked booked) =>
            new BookedEntry(booked.Entry, booked.Number, UndoingsOf(state)),
        (BookedEntry booked, EntryUndone undone) => booked with { Undoings = With(booked.Undoings, undone.Undoing) },
        (_, EntryUndone undone) => new AwaitedEntry(With(UndoingsOf(state), undone.Undoing)),
        _ => throw new BrokenHistoryException(state, happened),
    };

    private static ValueList<Undoing> UndoingsOf(KnownEntry state) => state switch
    {
        AwaitedEntry awaited => awaited.Undoings,
        BookedEntry booked => booked.Undoings,
        _ => [],
    };

    private static ValueList<Undoing> With(ValueList<Undoing> known, Undoing more) => [.. known, more];
}
