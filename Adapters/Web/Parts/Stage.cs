namespace Tempest.Adapters.Web.Parts;

/// <summary>One stage on something's way.</summary>
/// <param name="Name">As people say it: Approved.</param>
/// <param name="Progress">Whether it lies behind, is now, lies ahead, or is where it ended badly.</param>
/// <param name="At">When it was reached.</param>
/// <param name="Note">A few words more.</param>
public sealed record Stage(string Name, Progress Progress, DateTimeOffset? At = null, string? Note = null);

public enum Progress
{
    Done,
    Current,
    Ahead,
    Stopped,
}
