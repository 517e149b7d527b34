using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;

namespace Tempest.Adapters.Web.Access;

/// <summary>A new password: by the old one, or by a mailed link.</summary>
internal static class PasswordPages
{
    public const string Old = "old", Link = "link";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/password", (string? changed) =>
            Views.Show<ChangePasswordPage>(new ChangePasswordModel(Form.Fresh(), changed is not null))).WithName("passwordPage");
        pages.MapPost("/password", ChangeAsync).WithName("changePassword").RequireRateLimiting(SignInLimit.Policy);
        pages.MapPost("/sign-out-everywhere", EndSessionsAsync).WithName("signOutEverywhere");
        pages.MapGet("/forgot-password", (string? sent) =>
            Views.Show<ForgotPasswordPage>(new ForgotPasswordModel(Form.Fresh(), sent is not null))).WithName("forgotPasswordPage");
        pages.MapPost("/forgot-password", MailLinkAsync).WithName("mailLink").RequireRateLimiting(SignInLimit.Policy);
        pages.MapGet("/choose-password", async (string? link, SignIn signIn, CancellationToken cancel) =>
            await signIn.OfLinkAsync(link ?? "", cancel) is { } person
                ? Views.Show<ChoosePasswordPage>(new ChoosePasswordModel(Form.Fresh((Link, link)), person.Email))
                : Worthless()).WithName("choosePasswordPage");
        pages.MapPost("/choose-password", ChooseAsync).WithName("choosePassword").RequireRateLimiting(SignInLimit.Policy);
    }

    private static async Task<IResult> ChangeAsync(
        HttpRequest request, PersonSignedIn who, SignIn signIn, ISessions sessions, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var (person, why) = await signIn.ChangePasswordAsync(
            who.Id, SignInPages.Exactly(request, Old), SignInPages.Exactly(request, SignInPages.Password), cancel);
        if (person is null)
        {
            form = form.Wrong(why is PasswordWrong ? Old : SignInPages.Password, why!.Sentence);
            return Views.Show<ChangePasswordPage>(new ChangePasswordModel(form, false), StatusCodes.Status422UnprocessableEntity);
        }

        await sessions.BeginAsync(person, stays: false);
        return Results.LocalRedirect("/password?changed=1");
    }

    private static async Task<IResult> EndSessionsAsync(PersonSignedIn who, SignIn signIn, ISessions sessions, CancellationToken cancel)
    {
        await signIn.EndSessionsAsync(who.Id, cancel);
        await sessions.EndAsync();
        return Results.LocalRedirect("/sign-in");
    }

    private static async Task<IResult> MailLinkAsync(HttpRequest request, SignIn signIn, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var here = $"{request.Scheme}://{request.Host}";
        await signIn.MailLinkAsync(form[SignInPages.Email], link => $"{here}/choose-password?link={Uri.EscapeDataString(link)}", cancel);
        return Results.LocalRedirect("/forgot-password?sent=1");
    }

    private static async Task<IResult> ChooseAsync(HttpRequest request, SignIn signIn, ISessions sessions, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var (person, why) = await signIn.ChoosePasswordAsync(form[Link], SignInPages.Exactly(request, SignInPages.Password), cancel);
        if (person is not null)
        {
            await sessions.BeginAsync(person, stays: false);
            return Results.LocalRedirect(person.Caller.IsStaff ? "/staff" : "/");
        }

        return why is not LinkWorthNothing && await signIn.OfLinkAsync(form[Link], cancel) is { } who
            ? Views.Show<ChoosePasswordPage>(
                new ChoosePasswordModel(form.Wrong(SignInPages.Password, why!.Sentence), who.Email), StatusCodes.Status422UnprocessableEntity)
            : Worthless();
    }

    private static IResult Worthless() => Views.Fault(StatusCodes.Status404NotFound, new LinkWorthNothing().Sentence);
}

public sealed record ChangePasswordModel(Form Form, bool Changed);

public sealed record ForgotPasswordModel(Form Form, bool Sent);

/// <param name="Form">With the link.</param>
/// <param name="Email">Whose password it is, for whatever remembers passwords.</param>
public sealed record ChoosePasswordModel(Form Form, string Email);
