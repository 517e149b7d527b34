namespace Tempest.Domain;

/// <summary>What is wrong with one part of what was given.</summary>
/// <param name="Part">Which: <c>zip</c>, <c>shipTo.zip</c>.</param>
/// <param name="Must">What it must be, in words.</param>
public sealed record PartFault(string Part, string Must)
{
    public override string ToString() => $"{Part} {Must}";
}
