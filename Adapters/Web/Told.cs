using Tempest.Application;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Adapters.Web.Parts;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Web;

/// <summary>What happened, as one tells it to the customer it happened to, who knows whose order it is.</summary>
public static class Told
{
    public static string Of(RecordedEvent happened) =>
        Categories.All.Single(category => category.Name == happened.Stream.Category)
            .Decode(happened.Type, happened.Schema, happened.Data.Span) switch
        {
            OrderPlaced { Details: var order } => $"Placed: {Lines(order.Lines)}",
            OrderAmended amended => $"Changed to {Lines(amended.Lines)}",
            EntryBooked { Entry: { Bill: { } bill } entry } => $"Invoiced: {Words.Money(entry.Amount)}, to be paid by {Words.Day(bill.DueOn)}",
            var other => InWords.Of(other),
        };

    /// <param name="actor">As the history has it.</param>
    /// <param name="reader">Whoever reads it.</param>
    public static string By(string actor, string reader) =>
        actor == reader ? "you"
        : actor.StartsWith("staff/", StringComparison.Ordinal) ? "our staff"
        : "Tempest";

    public static Occurrence To(string reader, RecordedEvent happened, string? href = null, bool shown = false) =>
        new(happened.HappenedAt, Of(happened), By(happened.Actor, reader), href, shown);

    private static string Lines(ValueList<OrderLine> lines) =>
        $"{Words.Count(lines.Count, "line", "lines")}, {Words.Money(lines.Select(line => line.Total).Aggregate(Money.Add))}";
}
