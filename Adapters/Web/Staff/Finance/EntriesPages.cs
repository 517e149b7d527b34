using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Web.Staff.Finance;

/// <summary>
/// What a bank or an older system tells, pasted from its table: late, twice and in any order, each line answered for itself.
/// </summary>
internal static class EntriesPages
{
    private const string At = "/staff/accounts/entries";

    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, (HttpRequest request) => Show(Form.Fresh(request.Query), [])).WithName("staffPostEntriesPage");
        pages.MapPost(At, PostAsync).WithName("staffPostEntries");
    }

    private static async Task<IResult> PostAsync(
        HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var lines = form["lines"].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length is 0 or > Most) return Show(form.Wrong("lines", $"Give 1 to {Most} lines."), []);

        var (now, answers) = (clock.GetUtcNow(), new List<EntryTold>());
        foreach (var line in lines)
        {
            var (entry, fault) = EntryText.Read(line);
            answers.Add(entry is null
                ? new(line, null, "malformed", fault)
                : Told(line, entry, await storage.ExecuteAsync(
                    new Command(HistoryIds.OfEntry(line), line, caller.Actor, entry.At, IsHistory: true),
                    AccountUseCases.RecordFromOutside(entry, now), cancel)));
        }

        return Show(Form.Fresh(), answers);
    }

    private static EntryTold Told(string line, Entry entry, Answer answer) => answer switch
    {
        Done { Changed: true, Repeated: false } => new(line, entry, "booked", null),
        Done => new(line, entry, "already-booked", null),
        Rejected { Why: var why } => new(line, entry, why.Code, why.Sentence),
        _ => throw new InvalidOperationException($"No way to show {answer}."),
    };

    private static RazorComponentResult<EntriesPage> Show(Form form, IReadOnlyList<EntryTold> answers) =>
        Views.Show<EntriesPage>(new EntriesModel(form, answers), Desk.StatusOf(form));
}

/// <summary>One entry in a line of cells, apart by tabs, semicolons or commas.</summary>
internal static class EntryText
{
    public const string Cells = "account; entry; kind; amount; currency; when; due on; undoes; of kind; what for";

    public static (Entry? Entry, string? Fault) Read(string line)
    {
        var cells = line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : line.Contains(';', StringComparison.Ordinal) ? ';' : ',', StringSplitOptions.TrimEntries);
        string Cell(int at) => at < cells.Length ? cells[at] : "";

        if (cells.Length < 6) return (null, "Give at least account, entry, kind, amount, currency and when.");
        if (!Identifier.IsValid(Cell(0)) || !Identifier.IsValid(Cell(1))) return (null, $"Account and entry are {Identifier.InWords}.");
        if (Kind(Cell(2)) is not { } kind) return (null, "The kind is invoice, payment, deposit, withdrawal, refund or reversal.");
        if (!decimal.TryParse(Cell(3), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > Money.Largest || !Currency.IsValid(Cell(4))) return (null, "Give an amount and a currency: 12.50 and USD.");
        if (Moments.Of(Cell(5)) is not { } at) return (null, "Give when it happened: 2026-12-24.");
        if (Cell(6).Length > 0 && Day(Cell(6)) is null) return (null, "Give the day it is due on as 2026-12-24.");

        var (amount, due, undoes) = (new Money(number, Currency.Of(Cell(4))), Day(Cell(6)), kind is EntryKind.Refund or EntryKind.Reversal);
        if (kind is EntryKind.Invoice && due is null) return (null, "An invoice is due on a day.");
        if (undoes != Cell(7).Length > 0 || undoes != Kind(Cell(8)) is not null) return (null, "A refund or reversal, and nothing else, undoes an entry of a kind.");
        if (undoes && !Identifier.IsValid(Cell(7))) return (null, $"What is undone is {Identifier.InWords}.");
        if (undoes && !CanUndo(kind, Kind(Cell(8))!.Value)) return (null, "A refund undoes a payment or deposit; a reversal no refund and no reversal.");
        if (undoes && (Kind(Cell(8)) is EntryKind.Invoice) != due is not null) return (null, "Say when an invoice that is undone was due, and of nothing else.");

        return (new(AccountId.Of(Cell(0)), EntryId.Of(Cell(1)), kind, amount, at, Cell(9).Length > 0 ? Cell(9) : "Told from outside",
            kind is EntryKind.Invoice ? new Bill(due!.Value, amount, Money.Zero(amount.Currency)) : null,
            undoes ? new Undone(EntryId.Of(Cell(7)), Kind(Cell(8))!.Value, due) : null), null);
    }

    private static bool CanUndo(EntryKind kind, EntryKind undone) => kind is EntryKind.Refund
        ? undone is EntryKind.Payment or EntryKind.Deposit
        : undone is not (EntryKind.Refund or EntryKind.Reversal);

    private static EntryKind? Kind(string text) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse<EntryKind>(text, ignoreCase: true, out var kind) ? kind : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <param name="Result">booked, already-booked, malformed, or the code of the refusal.</param>
public sealed record EntryTold(string Line, Entry? Entry, string Result, string? Sentence);

public sealed record EntriesModel(Form Form, IReadOnlyList<EntryTold> Answers);
