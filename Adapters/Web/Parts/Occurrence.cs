namespace Tempest.Adapters.Web.Parts;

/// <summary>One thing that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, as a sentence.</param>
/// <param name="Who">Who did it.</param>
/// <param name="Href">Where more is to be seen: how it all was then.</param>
/// <param name="Shown">It is the one that the page shows.</param>
public sealed record Occurrence(DateTimeOffset At, string Text, string? Who = null, string? Href = null, bool Shown = false);
