using Shouldly;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

/// <summary>What is expected of every history.</summary>
internal static class Histories
{
    public static async Task ShouldTell(this Task<IReadOnlyList<HistoryLine>> history, string expected) =>
        string.Join(", ", (await history).Select(line => line.What)).ShouldBe(expected);

    public static async Task<IReadOnlyList<HistoryLine>> ShouldSayWhoAndWhen(this Task<IReadOnlyList<HistoryLine>> history)
    {
        var lines = await history;
        lines.ShouldAllBe(line => line.Who.Length > 0);
        lines.Select(line => line.When).ShouldBeInOrder();
        return lines;
    }
}
