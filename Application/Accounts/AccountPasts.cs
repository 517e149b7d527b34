using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Application.Accounts;

/// <summary>
/// Accounts at past moments. An entry counts from when it happened, however late it was told of, so the past is made of
/// entries: a month's sum for each month before, and of the month in question the entries themselves.
/// </summary>
public sealed class AccountPasts(IEntities entities)
{
    /// <summary>A statement with more lines is for nobody to read.</summary>
    public const int MostLines = 10_000;

    /// <returns>Null when there was no such account then.</returns>
    public async Task<PastAccount?> AtAsync(AccountId account, DateTimeOffset at, CancellationToken cancel = default)
    {
        if (await KeptAsync(account, cancel) is not { Book: var book } || book.Since > at) return null;

        var end = at < DateTimeOffset.MaxValue.AddSeconds(-1) ? at.AddMicroseconds(1) : DateTimeOffset.MaxValue;
        var balance = await BalanceAsync(book, end, cancel);
        var notYetDue = Money.Zero(book.Currency);
        await foreach (var invoice in AllAsync(
            after => AccountQueries.NotYetDue(account, Book.Day(at), after), book, cancel))
        {
            if (invoice.Entry.At < end) notYetDue += LeftAt(invoice, book, end);
        }

        return new(account, at, balance, ((-balance).NotBelowZero - notYetDue).NotBelowZero);
    }

    /// <summary>What happened from one day to another, both included, and the balances before and after.</summary>
    /// <returns>Null when there is no such account.</returns>
    /// <exception cref="StatementTooLongException">It would have more than <see cref="MostLines"/> lines.</exception>
    public async Task<Statement?> StatementAsync(
        AccountId account, DateOnly from, DateOnly to, CancellationToken cancel = default)
    {
        if (await KeptAsync(account, cancel) is not { Book: var book } kept) return null;

        var opening = await BalanceAsync(book, Beginning(from), cancel);
        var lines = new List<StatementLine>();
        var balance = opening;
        await foreach (var booked in AllAsync(
            after => AccountQueries.Entries(account, Beginning(from), End(to), after), book, cancel))
        {
            if (lines.Count == MostLines) throw new StatementTooLongException();
            balance += booked.Entry.Effect;
            lines.Add(new(booked, balance));
        }

        return new(account, (kept as OpenedAccount)?.Holder, from, to, opening, balance, lines);
    }

    private async Task<KeptAccount?> KeptAsync(AccountId account, CancellationToken cancel) =>
        (await entities.LoadAsync(AccountStreams.Accounts.Stream(account.Value), cancel)).State as KeptAccount;

    private async Task<Money> BalanceAsync(Book book, DateTimeOffset before, CancellationToken cancel)
    {
        var month = Book.FirstOf(Book.Day(before));
        var balance = book.BalanceBefore(month);
        await foreach (var booked in AllAsync(
            after => AccountQueries.Entries(book.Account, Beginning(month), before, after), book, cancel))
        {
            balance += booked.Entry.Effect;
        }

        return balance;
    }

    /// <summary>Every one that the book knows of: what was booked since it was read is left out.</summary>
    private async IAsyncEnumerable<BookedEntry> AllAsync(
        Func<Place?, Selection> page, Book book,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Place? after = null;
        do
        {
            var found = await entities.SelectAsync(AccountStreams.Entries, page(after), cancel);
            foreach (var booked in found.Items.Select(held => (BookedEntry)held.State))
                if (booked.Number <= book.Entries) yield return booked;
            after = found.Next;
        }
        while (after is not null);
    }

    private static Money LeftAt(BookedEntry booked, Book book, DateTimeOffset before) => (booked with
    {
        Undoings = [.. booked.Undoings.Where(undoing => undoing.At < before && undoing.Number <= book.Entries)],
    }).Left;

    private static DateTimeOffset Beginning(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static DateTimeOffset End(DateOnly day) =>
        day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : Beginning(day.AddDays(1));
}

/// <summary>An account as it was.</summary>
public sealed record PastAccount(AccountId Account, DateTimeOffset At, Money Balance, Money Overdue);

public sealed record Statement(
    AccountId Account, string? Holder, DateOnly From, DateOnly To, Money Opening, Money Closing,
    IReadOnlyList<StatementLine> Lines);

/// <param name="Balance">After this line.</param>
public sealed record StatementLine(BookedEntry Booked, Money Balance);

public sealed class StatementTooLongException : Exception
{
    public StatementTooLongException() : base($"A statement has at most {AccountPasts.MostLines} lines.") { }

    public StatementTooLongException(string message) : base(message) { }

    public StatementTooLongException(string message, Exception inner) : base(message, inner) { }
}
