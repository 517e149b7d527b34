using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web.Staff.Why;

/// <summary>From a line of any history to what led to it and what followed.</summary>
internal static class WhyPages
{
    private const string At = "/staff/events";

    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet($"{At}/{{position}}", ShowAsync).WithName("staffEventPage");

    public static string Address(RecordedEvent happened) => FormattableString.Invariant($"{At}/{happened.Position}");

    private static async Task<IResult> ShowAsync(string position, Caller caller, IStorage storage, CancellationToken cancel) =>
        long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && await Application.Timeline.Why.OfAsync(storage, caller, number, cancel) is { } why
            ? Views.Show<WhyPage>(why)
            : Views.Missing($"There is no event {position}, or none that you may see.");
}
