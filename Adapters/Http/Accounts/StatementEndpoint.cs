using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tempest.Application.Accounts;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>A statement as JSON, as CSV, or as a page to print, as the sender's <c>Accept</c> asks for.</summary>
internal static class StatementEndpoint
{
    private const string Csv = "text/csv", Page = "text/html";

    private static readonly string[] Offered = [Answers.HalForms, "application/json", Csv, Page];

    public static async Task<IResult> GetAsync(
        [Description("The account's id.")] string accountId,
        [Description("The first day, in UTC; the first of this month unless given.")] DateOnly? from,
        [Description("The last day, in UTC; today unless given.")] DateOnly? to,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var id = AccountEndpoints.Accounts.Id(accountId);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var last = to ?? today;
        var first = from ?? new DateOnly(last.Year, last.Month, 1);
        if (first > last) throw new MalformedRequestException("from", "must not be after to");

        context.Response.Headers.Vary = "Accept";
        if (Negotiation.Choose(context.Request, Offered) is not { } type)
        {
            return Problems.Of("not-acceptable", StatusCodes.Status406NotAcceptable,
                $"A statement comes as {string.Join(", ", Offered)}; choose one of these with Accept.");
        }

        try
        {
            if (await new AccountPasts(storage).StatementAsync(id, first, last, cancel) is not { } statement)
                return AccountEndpoints.Accounts.NotFound(accountId);

            var shown = StatementRepresentation.Of(statement);
            return type switch
            {
                Csv => Results.Text(StatementText.Csv(shown), "text/csv; charset=utf-8"),
                Page => Results.Text(StatementText.Page(shown), "text/html; charset=utf-8"),
                _ => Answers.Show(shown, tag: null),
            };
        }
        catch (StatementTooLongException e)
        {
            throw new MalformedRequestException("from", $"is too far from to: {e.Message} Ask for fewer days");
        }
    }

    public static void Describe(this RouteHandlerBuilder endpoint, string missing) => endpoint
        .Reads<StatementRepresentation>("getStatement", "An account's statement, to read, to compute with or to print",
            "Every entry that happened on these days, with the balance before, after each, and after all. `Accept: text/csv` "
            + "gives a table, `text/html` a page to print.", AccountExamples.Statement, missing,
            new Dictionary<string, string> { [Csv] = AccountExamples.StatementCsv, [Page] = AccountExamples.StatementPage });
}
