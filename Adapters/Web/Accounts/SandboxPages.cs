using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tempest.Application.Access;
using Tempest.Application.Accounts.Payments;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Web.Accounts;

/// <summary>The sandbox's card page, where there is a sandbox.</summary>
internal static class SandboxPages
{
    public const string Answer = "answer", Pay = "pay", Lose = "lose", Decline = "decline";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sandbox/card/{id}", (string id, HttpContext context, Caller caller) =>
            Find(id, context, caller) is { } found ? Views.Show<SandboxPage>(found.Open.Wish) : Missing()).WithName("sandboxCardPage");
        pages.MapPost("/sandbox/card/{id}", AnswerAsync).WithName("answerSandboxCard");
    }

    private static async Task<IResult> AnswerAsync(string id, HttpContext context, Caller caller, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(context.Request, cancel);
        if (Find(id, context, caller) is not ({ } sandbox, { } open)) return Missing();

        if (form[Answer] is Pay or Lose) sandbox.Take(open, form[Answer] == Lose);
        if (form[Answer] == Decline) sandbox.Decline(open);
        return Results.LocalRedirect(open.Wish.ReturnTo);
    }

    private static (SandboxPayments Sandbox, PaymentOpen Open)? Find(string id, HttpContext context, Caller caller) =>
        Identifier.IsValid(id) && context.RequestServices.GetService<IPaymentProvider>() is SandboxPayments sandbox
        && sandbox.Open(EntryId.Of(id), Ownership.AccountOf(caller.Customer!.Value)) is { } open
            ? (sandbox, open)
            : null;

    private static IResult Missing() => Views.Missing("There is nothing to pay here, or it was paid already. Your account shows it.");
}
