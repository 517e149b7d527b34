using Microsoft.AspNetCore.Http;

namespace Tempest.Adapters.Web.Parts;

/// <summary>What went wrong, and what helps.</summary>
public sealed record FaultModel(int Status, string Title, string Sentence)
{
    public static FaultModel Of(int status, string? sentence = null)
    {
        var (title, usual) = status switch
        {
            StatusCodes.Status400BadRequest => ("That could not be read", "The page was sent something that it does not understand. Go back and try again."),
            StatusCodes.Status403Forbidden => ("Not for you", "You are signed in, but this page is for others. Nothing was done."),
            StatusCodes.Status404NotFound => ("Nothing here", "There is no such page. It may have moved, or the address has a slip in it."),
            StatusCodes.Status405MethodNotAllowed => ("Not like this", "This page cannot be used that way. Begin again from the page before."),
            StatusCodes.Status413PayloadTooLarge => ("That was too much", "What was sent is larger than Tempest takes. Send less at once."),
            StatusCodes.Status429TooManyRequests => ("One moment", "That was too many requests in a short time. Wait a minute and go on: nothing is lost."),
            StatusCodes.Status503ServiceUnavailable => ("Very busy just now", "Tempest does not get through to its data right now, and nothing was done. Try again in a moment."),
            >= 500 => ("A fault of ours", "Something went wrong here and was noted. Try again: what you sent is not done twice."),
            _ => ("That did not work", "Go back to the page before and try again."),
        };
        return new(status, title, sentence ?? usual);
    }
}
