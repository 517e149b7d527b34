using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tempest.Adapters.Http.Queue;
using Tempest.Application.Storage;
using Tempest.Domain.Shipping;
using static Tempest.Adapters.Http.Shipping.ShipmentEndpoints;

namespace Tempest.Adapters.Http.Shipping;

/// <summary>
/// A list of commands, one after the other: each becomes the request that it would have been alone, and is answered by the
/// same endpoint. Its key is the list's with its place in it.
/// </summary>
internal static class ShipmentCommands
{
    private const int Most = 500;

    /// <summary>So that it stays one with an item's place behind it.</summary>
    private const int LongestKey = 196;

    public static async Task<IResult> RunAsync(CommandRequest<IReadOnlyList<ShipmentCommandBody>> request, HttpContext context)
    {
        var key = request.Key;
        if (request.Body.Count > Most) throw new MalformedRequestException("", $"must have at most {Most} items");
        if (key.Length > LongestKey)
            throw new MalformedRequestException("Idempotency-Key", $"must have at most {LongestKey} characters for a list");

        var answers = new List<ShipmentCommandAnswer>();
        foreach (var (index, item) in request.Body.Index())
        {
            var alone = Alone(item, context, $"{key}/{index.ToString(CultureInfo.InvariantCulture)}");
            try
            {
                await (await RunAsync(item, alone)).ExecuteAsync(alone);
            }
            catch (Exception e) when (Problems.Of(e) is { } problem)
            {
                await problem.ExecuteAsync(alone);
            }

            answers.Add(Read(item, alone));
            Positions.Pass(alone.Response, context.Response);
        }

        return Answers.Show(new ShipmentCommandAnswers { Items = answers }, tag: null);
    }

    private static async Task<IResult> RunAsync(ShipmentCommandBody item, HttpContext alone)
    {
        var (storage, cancel) = (alone.RequestServices.GetRequiredService<IStorage>(), alone.RequestAborted);
        async Task<CommandRequest<TBody>> Bound<TBody>() => (await CommandRequest<TBody>.BindAsync(alone))!;

        return item.Command switch
        {
            "submit" => await SubmitAsync(item.Id, await Bound<SubmitShipmentBody>(),
                alone.RequestServices.GetRequiredService<CarriageRate>(), storage, cancel),
            "assign" => await AssignAsync(item.Id, await Bound<AssignTruckBody>(), storage, cancel),
            "reassign" => await ReassignAsync(item.Id, await Bound<ReassignTruckBody>(), storage, cancel),
            "ship" => await ShipAsync(item.Id, await Bound<EmptyBody>(), storage, cancel),
            "deliver" => await DeliverAsync(item.Id, await Bound<DeliverShipmentBody>(), storage, cancel),
            "cancel" => await CancelAsync(item.Id, await Bound<CancelShipmentBody>(), storage, cancel),
            _ => throw new MalformedRequestException("command", "must be submit, assign, reassign, ship, deliver or cancel"),
        };
    }

    private static DefaultHttpContext Alone(ShipmentCommandBody item, HttpContext context, string key)
    {
        var alone = new DefaultHttpContext { RequestServices = context.RequestServices, RequestAborted = context.RequestAborted };
        alone.Features.Set(context.Features.Get<AcceptedRequest>());
        alone.Request.Method = HttpMethods.Post;
        alone.Request.Path = $"{ShippingLinks.OfShipment(item.Id)}/commands/{item.Command}";
        alone.Request.RouteValues["shipmentId"] = item.Id;
        alone.Request.Headers["Idempotency-Key"] = key;
        alone.Request.ContentType = "application/json";
        alone.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(item.Body is { } body ? body.GetRawText() : ""));
        alone.Response.Body = new MemoryStream();
        return alone;
    }

    private static ShipmentCommandAnswer Read(ShipmentCommandBody item, DefaultHttpContext alone)
    {
        alone.Response.Body.Position = 0;
        using var body = JsonDocument.Parse(alone.Response.Body);
        return new()
        {
            Id = item.Id, Command = item.Command, Status = alone.Response.StatusCode,
            Tag = alone.Response.Headers.ETag is [{ } tag] ? tag.Trim('"') : null,
            Body = body.RootElement.Clone(),
        };
    }
}
