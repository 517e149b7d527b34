namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    /// <summary>What was refused of these entities: the policy and the reason's code.</summary>
    Task<IReadOnlyList<string>> RefusedAsync(Func<string, bool> of);

    /// <summary>All that happened with an order, in words, with who and when.</summary>
    Task<IReadOnlyList<HistoryLine>> TimelineAsync(string order);
}
