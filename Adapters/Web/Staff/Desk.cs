using Microsoft.AspNetCore.Http;
using Tempest.Application.Commands;

namespace Tempest.Adapters.Web.Staff;

/// <summary>What becomes of a form that was sent.</summary>
internal static class Desk
{
    private const string Home = "/staff/";

    /// <param name="answer">To what the form asked.</param>
    /// <param name="form">As it was sent.</param>
    /// <param name="done">Where that leads.</param>
    /// <param name="again">Shows the form, with what is wrong.</param>
    /// <param name="seenNow">What is to be seen, when what was seen is no longer so.</param>
    public static async Task<IResult> AnswerAsync(
        Answer answer, Form form, Func<Done, Task<IResult>> done, Func<Form, Task<IResult>> again, Func<Task<string?>> seenNow) => answer switch
        {
            Done did => await done(did),
            Rejected { Why: var why } => await again(form.Refused(why)),
            SeenStale => await again(form.Stale(await seenNow())),
            IdUsedOtherwise => await again(form.SentOtherwise()),
            _ => throw new InvalidOperationException($"No way to show {answer}."),
        };

    /// <summary>What could not be read, or what was refused.</summary>
    public static int StatusOf(Form form) => !form.IsFaulty ? StatusCodes.Status200OK
        : form.Code is null ? StatusCodes.Status422UnprocessableEntity
        : StatusCodes.Status409Conflict;

    /// <summary>Back to where the form stood, when it says so.</summary>
    public static string To(Form form, string otherwise) =>
        form[Form.ReturnField] is var back && (back == "/staff" || back.StartsWith(Home, StringComparison.Ordinal)) ? back : otherwise;
}
