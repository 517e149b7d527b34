namespace Tempest.Application.Commands;

/// <summary>What accompanies every request to change something.</summary>
/// <param name="Id">The same id again gets the same answer and does nothing.</param>
/// <param name="Content">What was asked, as text; the same id with other content is refused. Kept as a digest.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="At">When it happens in the business's time; in the past when history is imported.</param>
/// <param name="CorrelationId">The request that all this goes back to; the command's own id when it is the first.</param>
/// <param name="CausationId">The event that led to this command, if one did.</param>
/// <param name="IsHistory">
/// It tells of the past, from a file that may be mended and imported again: a refusal is not remembered, and no policy acts.
/// </param>
public sealed record Command(
    string Id, string Content, string Actor, DateTimeOffset At, string? CorrelationId = null, string? CausationId = null,
    bool IsHistory = false);
