using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;

namespace Tempest.Adapters.Http.Timeline;

/// <summary>From anything that happened to what led to it and what it led to.</summary>
internal static class WhyEndpoint
{
    private const string Missing = "event-not-found";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/events/{position}", GetAsync).WithTags("Feed").Reads<WhyRepresentation>("getEvent",
            "One thing that happened, and why",
            "With the event that led to it, what else the same command did, what followed, and all that goes back to the same request: "
            + "of other departments what you may see of them. Every history gives the `position` of its events.",
            TimelineExamples.Why, Missing, tagged: false);

    private static async Task<IResult> GetAsync(
        [Description("The event's place among all that happened.")] string position, Caller caller, IStorage storage, CancellationToken cancel) =>
        long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? await Why.OfAsync(storage, caller, number, cancel) is { } why
                ? Answers.Show(WhyRepresentation.Showing(why), tag: null)
                : Problems.NotFound(Missing, $"There is no event {position}, or none that you may see.")
            : throw new MalformedRequestException("position", "must be a whole number of 1 or more");
}
