namespace Tempest.Adapters.Web.Parts;

/// <param name="Value">As it is sent.</param>
/// <param name="Label">As it is read.</param>
/// <param name="Detail">More about it.</param>
public sealed record Choice(string Value, string Label, string? Detail = null);
