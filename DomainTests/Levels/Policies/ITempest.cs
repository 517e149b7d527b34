namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    /// <summary>What was refused of these entities: the policy and the reason's code.</summary>
    Task<IReadOnlyList<string>> RefusedAsync(Func<string, bool> of);
}
