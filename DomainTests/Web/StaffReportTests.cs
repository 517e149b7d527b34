using Shouldly;
using Tempest.Application.Access;
using Tempest.Application.Reporting;
using Xunit;

namespace Tempest.DomainTests.Web;

public sealed class StaffReportTests
{
    [Fact]
    public async Task A_report_is_a_chart_and_a_table_that_say_how_far_they_hold_and_lead_to_what_is_behind()
    {
        await using var site = await StaffSite.OpenAsync();
        await site.PaidAsync("cheque-1", 20);
        await CountAsync(site);
        var finance = await site.AsAsync(Roles.Finance);

        foreach (var kind in ReportBook.All)
            (await finance.GetAsync($"/staff/reports/{kind.Name}")).ShouldBe(200).Words.ShouldContain(kind.Title);

        (await finance.GetAsync("/staff/reports")).ShouldBe(200).Words.ShouldContain("What is owed, by age");
        (await finance.GetAsync("/staff/reports/owed-by-age")).Words.ShouldContain("holds up to event");
        (await finance.GetAsync("/staff/reports/revenue-by-day/csv")).ShouldBe(200).Text.ShouldStartWith("day,currency,orders,revenue,cancelled,cancelled-value\r\n");
        (await finance.GetAsync("/staff/reports/conversion/behind?of=placed")).ShouldBe(200).Words.ShouldContain("Behind placed");
        (await finance.GetAsync("/staff/reports/nothing")).Status.ShouldBe(404);
        (await finance.GetAsync("/staff/reports/revenue-by-day/behind?of=nothing")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Operators_see_how_far_projections_are_and_nobody_else_does()
    {
        await using var site = await StaffSite.OpenAsync();
        await site.PaidAsync("cheque-1", 20);
        await CountAsync(site);
        await site.Storage.Audit.RecordAsync(new(DateTimeOffset.UnixEpoch, 480, []));

        var seen = (await (await site.AsAsync(Roles.Operator)).GetAsync("/staff/operations")).ShouldBe(200);
        seen.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("receivables live"), words => words.ShouldContain("Refused commands"),
            words => words.ShouldContain("Compared 480 Different 0 Last compared 1 Jan 1970"),
            words => words.ShouldContain($"on this host ({Environment.MachineName}) since"), words => words.ShouldContain("account 1 0"));
        (await (await site.AsAsync(Roles.Finance)).GetAsync("/staff/operations")).Status.ShouldBe(403);
        (await (await site.AsAsync(Roles.Dispatch)).GetAsync("/staff/reports")).Status.ShouldBe(403);
    }

    private static async Task CountAsync(StaffSite site)
    {
        var (projector, head) = (new Projector(site.Storage, site.Storage.Projections, ProjectionBook.All, TimeProvider.System), await site.Storage.HeadAsync());
        do await projector.CatchUpAsync();
        while ((await site.Storage.Projections.GenerationsAsync()).Any(one => one.Position < head));
    }
}
