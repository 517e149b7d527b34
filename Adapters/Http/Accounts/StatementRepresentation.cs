using System.Text.Json.Serialization;
using Tempest.Application.Accounts;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>What happened on an account from one day to another.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Holder">Whose it is, when it was opened.</param>
/// <param name="From">The first day, in UTC.</param>
/// <param name="To">The last day, in UTC.</param>
/// <param name="Opening">The balance before the first day.</param>
/// <param name="Closing">The balance after the last day.</param>
/// <param name="Lines">By when they happened.</param>
/// <param name="Links">The account, and this.</param>
public sealed record StatementRepresentation(
    string Account, string? Holder, DateOnly From, DateOnly To, MoneyBody Opening, MoneyBody Closing,
    IReadOnlyList<StatementLineRepresentation> Lines,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static StatementRepresentation Of(Statement statement) => new(
        statement.Account.Value, statement.Holder, statement.From, statement.To,
        MoneyBody.Of(statement.Opening), MoneyBody.Of(statement.Closing),
        [.. statement.Lines.Select(StatementLineRepresentation.Of)],
        new Dictionary<string, Link>
        {
            ["self"] = new($"{AccountLinks.Self(statement.Account.Value)}/statement"
                + $"?from={statement.From:yyyy-MM-dd}&to={statement.To:yyyy-MM-dd}"),
            ["account"] = new(AccountLinks.Self(statement.Account.Value)),
        });
}

/// <summary>One entry, and what it left.</summary>
public sealed record StatementLineRepresentation
{
    /// <summary>The poster's own id.</summary>
    public required string EntryId { get; init; }

    /// <summary>invoice, payment, deposit, withdrawal, refund or reversal.</summary>
    public required string Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is for.</summary>
    public required string Reason { get; init; }

    /// <summary>What it did to the balance: above zero in the customer's favour.</summary>
    public required MoneyBody Change { get; init; }

    /// <summary>After it.</summary>
    public required MoneyBody Balance { get; init; }

    /// <summary>An invoice's last day to pay without being late.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>What an invoice asks for goods.</summary>
    public MoneyBody? Goods { get; init; }

    /// <summary>What an invoice asks for carriage.</summary>
    public MoneyBody? Carriage { get; init; }

    /// <summary>The order an invoice is for.</summary>
    public string? OrderId { get; init; }

    /// <summary>The shipment an invoice is for.</summary>
    public string? ShipmentId { get; init; }

    /// <summary>The entry that a refund or reversal undoes.</summary>
    public string? Undoes { get; init; }

    /// <summary>The refunds and reversals that undid it or a part of it.</summary>
    public IReadOnlyList<string>? UndoneBy { get; init; }

    /// <summary>How to undo what is left of it, as long as something is.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    public static StatementLineRepresentation Of(StatementLine line)
    {
        var (booked, entry) = (line.Booked, line.Booked.Entry);
        return new()
        {
            EntryId = entry.Id.Value,
            Kind = Word.Of(entry.Kind),
            At = entry.At,
            Reason = entry.Reason,
            Change = MoneyBody.Of(entry.Effect),
            Balance = MoneyBody.Of(line.Balance),
            DueOn = entry.Bill?.DueOn,
            Goods = entry.Bill is { } bill ? MoneyBody.Of(bill.Goods) : null,
            Carriage = entry.Bill is { } billed ? MoneyBody.Of(billed.Carriage) : null,
            OrderId = entry.Bill?.Order?.Value,
            ShipmentId = entry.Bill?.Shipment?.Value,
            Undoes = entry.Undoes?.Entry.Value,
            UndoneBy = booked.Undoings.Count > 0 ? [.. booked.Undoings.Select(undoing => undoing.By.Value)] : null,
            Links = AccountLinks.Of(booked),
        };
    }
}
