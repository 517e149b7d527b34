namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    /// <param name="report">Its name.</param>
    /// <param name="from">The first day; null: of all there are.</param>
    /// <param name="to">The last day; null: today.</param>
    Task<ReportView> ReportAsync(string report, DateOnly? from = null, DateOnly? to = null);

    /// <summary>What is behind a row of a report, whose first column says this.</summary>
    Task<IReadOnlyList<string>> BehindAsync(string report, string row);
}

/// <param name="HoldsUpTo">The least position that any part of it holds up to.</param>
/// <param name="Rows">By the columns' names, as they are in the API.</param>
public sealed record ReportView(long HoldsUpTo, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows);
