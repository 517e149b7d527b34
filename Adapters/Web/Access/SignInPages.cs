using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Access;

/// <summary>Coming in and going out, and registering.</summary>
internal static class SignInPages
{
    public const string Email = "email", Password = "password", Name = "name", Stays = "stays", Return = "return";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", (string? @return, string? outside, Caller caller, [FromServices] OutsideSignIn? provider) => caller.IsSignedIn
            ? Results.LocalRedirect(Landing(caller, @return))
            : Views.Show<SignInPage>(new SignInModel(outside is null ? Form.Fresh((Return, @return)) : NotFromOutside(@return), provider))).WithName("signInPage");
        pages.MapPost("/sign-in", SignInAsync).WithName("signIn").RequireRateLimiting(SignInLimit.Policy);
        pages.MapGet("/register", (string? @return) => Views.Show<RegisterPage>(Form.Fresh((Return, @return)))).WithName("registerPage");
        pages.MapPost("/register", RegisterAsync).WithName("register").RequireRateLimiting(SignInLimit.Policy);
        pages.MapPost("/sign-out", async (ISessions sessions) =>
        {
            await sessions.EndAsync();
            return Results.LocalRedirect("/");
        }).WithName("signOut");
    }

    private static Form NotFromOutside(string? wanted) => Form.Fresh((Return, wanted))
        .Wrong(null, "The other site did not sign you in here, or does not vouch for your e-mail. Try again, or use a password.");

    private static async Task<IResult> SignInAsync(
        HttpRequest request, SignIn signIn, ISessions sessions, [FromServices] OutsideSignIn? outside, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        if (await signIn.WithPasswordAsync(form[Email], Exactly(request, Password), cancel) is { } person)
        {
            await sessions.BeginAsync(person, form.Has(Stays));
            return Results.LocalRedirect(Landing(person.Caller, form.Text(Return)));
        }

        form = form.Wrong(null, "E-mail and password do not fit together, or there were too many tries. "
            + $"Check both; after {SignIn.MostFailures} wrong passwords wait {SignIn.Lockout.TotalMinutes:0} minutes.");
        return Views.Show<SignInPage>(new SignInModel(form, outside), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> RegisterAsync(
        HttpRequest request, SignIn signIn, ISessions sessions, CarriageRate rate, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var (person, why) = await signIn.RegisterAsync(form[Name], form[Email], Exactly(request, Password), rate.PerPound.Currency, cancel);
        if (person is null)
            return Views.Show<RegisterPage>(form.Wrong(FieldOf(why!), why!.Sentence), StatusCodes.Status422UnprocessableEntity);

        await sessions.BeginAsync(person, stays: false);
        return Results.LocalRedirect(Landing(person.Caller, form.Text(Return)));
    }

    /// <summary>A password is taken as it is typed, spaces and all.</summary>
    public static string Exactly(HttpRequest request, string field) => request.Form[field].ToString();

    private static string? FieldOf(Rejection why) => why.Code switch
    {
        "customer-name-missing" => Name,
        "email-not-usable" or "email-taken" => Email,
        _ => Password,
    };

    /// <summary>Where they wanted to go, if that is here; otherwise where they usually begin.</summary>
    private static string Landing(Caller caller, string? wanted) =>
        wanted is ['/', ..] && !wanted.StartsWith("//", StringComparison.Ordinal) && !wanted.StartsWith("/\\", StringComparison.Ordinal) ? wanted
        : caller.IsStaff ? "/staff"
        : "/";
}

/// <param name="Form">As it was typed.</param>
/// <param name="Outside">The outside provider, when there is one.</param>
public sealed record SignInModel(Form Form, OutsideSignIn? Outside);
