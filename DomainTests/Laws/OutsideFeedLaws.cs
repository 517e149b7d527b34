using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain.Accounts;
using Xunit;

namespace Tempest.DomainTests.Laws;

/// <summary>
/// An outside feed may send the same entries late, twice and in any order: every date has the same balance.
/// </summary>
public sealed class OutsideFeedLaws
{
    private const int Feeds = 400, ShufflesOfEach = 30;

    private static readonly Gen<Entry[]> Feed =
        from entries in AnyAccounts.Entry.Where(entry => entry is { Amount.Amount: > 0 } && entry.At <= AnyAccounts.Now
            && entry.Reason.Length > 0 && entry.Undoes?.Entry != entry.Id).ArrayOf(12)
        select entries.DistinctBy(entry => entry.Id).ToArray();

    [Fact]
    public void Twelve_thousand_shuffles_give_the_same_balances_at_every_date()
    {
        var (shuffles, chance) = (0, new Random(20260302));
        foreach (var feed in Feed.Sample(Feeds))
        {
            var expected = feed.OrderBy(entry => entry.At).ThenBy(entry => entry.Id.Value, StringComparer.Ordinal).ToArray();
            for (var shuffle = 0; shuffle < ShufflesOfEach; shuffle++, shuffles++)
            {
                var sent = feed.Concat(feed.Where(_ => chance.Next(3) == 0)).ToArray();
                chance.Shuffle(sent);
                Same(expected, sent);
            }
        }

        shuffles.ShouldBeGreaterThanOrEqualTo(10_000);
    }

    [Fact]
    public void An_entry_that_counted_from_when_it_was_told_would_be_noticed()
    {
        var early = new Entry(AnyAccounts.Account, EntryId.Of("A"), EntryKind.Payment, Rules.Trade.Dollars(1),
            AnyAccounts.Now.AddDays(-9), "late");
        var moved = early with { At = AnyAccounts.Now };
        Should.Throw<ShouldAssertException>(() => Same([early], [moved]));
    }

    private static void Same(Entry[] expected, Entry[] sent)
    {
        var books = new Books();
        foreach (var entry in sent) books.Take(entry);

        books.Entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Id.Value, StringComparer.Ordinal).ShouldBe(expected);
        var book = books.Book;
        book.Entries.ShouldBe(expected.Length);
        book.Since.ShouldBe(expected.Min(entry => entry.At));
        foreach (var month in expected.Select(entry => Book.FirstOf(Book.Day(entry.At).AddMonths(1))).Distinct())
            book.BalanceBefore(month).Amount.ShouldBe(expected.Where(entry => Book.Day(entry.At) < month).Sum(Plain));
        book.Balance.Amount.ShouldBe(expected.Sum(Plain));
        var today = Book.Day(AnyAccounts.Now);
        book.OverdueOn(today).Amount.ShouldBe(Math.Max(0,
            Math.Max(0, -expected.Sum(Plain)) - expected.Sum(entry =>
                entry.Bill?.DueOn >= today ? entry.Amount.Amount : entry.Undoes?.DueOn >= today ? -entry.Amount.Amount : 0)));
    }

    /// <summary>Which way an entry goes, said once more, by other means than the domain's.</summary>
    private static decimal Plain(Entry entry) => entry.Amount.Amount * $"{entry.Kind} {entry.Undoes?.Kind}".Trim() switch
    {
        "Payment" or "Deposit" or "Reversal Invoice" => 1,
        "Invoice" or "Withdrawal" or "Refund Payment" => -1,
        var other => throw new InvalidOperationException(other),
    };

    /// <summary>The streams of one account, folded as they grow, with no storage at all.</summary>
    private sealed class Books
    {
        private readonly Dictionary<StreamId, Held> streams = [];

        public Book Book => ((KeptAccount)streams.Values.Single(held => held.State is Account).State).Book;

        public IEnumerable<Entry> Entries =>
            streams.Values.Select(held => held.State).OfType<BookedEntry>().Select(booked => booked.Entry);

        public void Take(Entry entry)
        {
            var asked = AccountUseCases.RecordFromOutside(entry, AnyAccounts.Now);
            foreach (var stream in asked.Streams) streams.TryAdd(stream.Stream, stream.Category.Nothing(stream.Id));
            foreach (var change in asked.Decide(new(streams, new Dictionary<RecordId, object?>()))
                .ShouldBeOfType<Accepted>().Streams)
            {
                foreach (var happened in change.Events)
                {
                    var held = streams[change.Stream.Stream];
                    var (type, schema, data) = change.Stream.Category.Encode(happened);
                    streams[held.Stream] = change.Stream.Category.Evolve(held, held.Version + 1, type, schema, data);
                }
            }
        }
    }
}
