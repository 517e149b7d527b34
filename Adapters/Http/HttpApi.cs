using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tempest.Adapters.Http.Accounts;
using Tempest.Adapters.Http.Catalogue;
using Tempest.Adapters.Http.Customers;
using Tempest.Adapters.Http.Feed;
using Tempest.Adapters.Http.Operations;
using Tempest.Adapters.Http.Orders;
using Tempest.Adapters.Http.Queue;
using Tempest.Adapters.Http.Reports;
using Tempest.Adapters.Http.Shipping;
using Tempest.Adapters.Http.Timeline;
using Tempest.Application;
using Tempest.Application.Commands;
using Tempest.Application.Policies;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Http;

/// <summary>The HTTP API for staff: put together and taken into a host by these calls.</summary>
public static class HttpApi
{
    public static IServiceCollection AddTempestHttp(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(CarriageRate.Usual);
        services.AddHttpContextAccessor();
        services.AddSingleton<Requests>();
        services.AddSingleton<IRequests>(services => services.GetRequiredService<Requests>());
        services.AddExceptionHandler<Faults>();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        return services.AddTempestOpenApi();
    }

    /// <summary>What stands before every endpoint; who asks is found out after it.</summary>
    public static void UseTempestHttp(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => StatusPage(context.HttpContext).ExecuteAsync(context.HttpContext));
        app.Use(HeadIsGetWithoutABody);
        app.UseRouting();
    }

    public static void MapTempestHttp(this WebApplication app)
    {
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "Tempest API";
            options.SwaggerEndpoint("/openapi/v1.json", "Tempest v1");
        });
        app.MapOpenApi();
        app.MapGet("/api", () => Answers.Show(Root.Here, tag: null)).WithTags("About").Reads<Root>(
            "root", "Where everything is", "Begin here and follow the links.", Examples.Root);
        ProblemTypes.Map(app);
        OrderEndpoints.Map(app);
        ShipmentEndpoints.Map(app);
        TruckEndpoints.Map(app);
        ProductEndpoints.Map(app);
        CustomerEndpoints.Map(app);
        AccountEndpoints.Map(app);
        QueueEndpoints.Map(app);
        TimelineEndpoints.Map(app);
        WhyEndpoint.Map(app);
        FeedEndpoints.Map(app);
        ReportEndpoints.Map(app);
        OperationsEndpoint.Map(app);
        app.Services.GetRequiredService<Requests>().Know(app);
    }

    /// <summary>
    /// The server sends no body to a HEAD, whatever is written; so what answers a GET answers it too.
    /// </summary>
    private static Task HeadIsGetWithoutABody(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.Allow == HttpMethods.Get) context.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>What the framework itself refused, in the form of every other problem.</summary>
    private static IResult StatusPage(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound =>
            Problems.NotFound("not-found", $"There is nothing at {context.Request.Path}; begin at /api."),
        StatusCodes.Status401Unauthorized => Problems.Of("not-signed-in", StatusCodes.Status401Unauthorized,
            context.Request.Headers.Authorization.Count == 0
                ? "Send Authorization: Bearer with a token of yours."
                : "The token is not known, was revoked, or is too old."),
        StatusCodes.Status403Forbidden =>
            Problems.Of("not-allowed", StatusCodes.Status403Forbidden, "None of your roles may do this."),
        StatusCodes.Status429TooManyRequests => Problems.Of("too-many-requests", StatusCodes.Status429TooManyRequests,
            $"That is too fast; go on after {context.Response.Headers.RetryAfter} seconds."),
        StatusCodes.Status405MethodNotAllowed when HttpMethods.IsOptions(context.Request.Method) => Results.NoContent(),
        StatusCodes.Status405MethodNotAllowed =>
            Problems.Of("method-not-allowed", StatusCodes.Status405MethodNotAllowed,
            $"{context.Request.Path} takes {context.Response.Headers.Allow}, not {context.Request.Method}."),
        StatusCodes.Status415UnsupportedMediaType =>
            Problems.Of("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType,
            "Send the body as application/json."),
        StatusCodes.Status413PayloadTooLarge =>
            Problems.Of("too-large", StatusCodes.Status413PayloadTooLarge, "Send at most a megabyte."),
        StatusCodes.Status400BadRequest => Problems.Malformed([new("", "cannot be read")]),
        var other => Problems.Of("unexpected", other, "That did not work."),
    };

    /// <summary>From exceptions to problems. What is our own fault is logged by the framework and not shown.</summary>
    private sealed class Faults : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(
            HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            var problem = Problems.Of(exception);
            if (exception is TooBusyException or NotReachedException) httpContext.Response.Headers.RetryAfter = "1";
            if (problem is null)
            {
                await Problems.Of("unexpected", StatusCodes.Status500InternalServerError,
                    "A fault of ours. Try again with the same Idempotency-Key: nothing is done twice.").ExecuteAsync(httpContext);
                return false;
            }

            await problem.ExecuteAsync(httpContext);
            return true;
        }
    }
}

/// <summary>Where a client begins.</summary>
/// <param name="Links">By what they lead to.</param>
public sealed record Root([property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static Root Here { get; } = new(new Dictionary<string, Link>
    {
        ["self"] = new("/api"),
        ["orders"] = new("/api/orders{?status,customer,placedFrom,placedBefore,limit,cursor}", Templated: true),
        ["timeline"] = new("/api/timeline/{orderId}", Templated: true),
        ["place-order"] = new("/api/orders/{orderId}/commands/place", Templated: true),
        ["shipments"] = new("/api/shipments{?status,billToAccountId,orderId,limit,cursor}", Templated: true),
        ["quote"] = new("/api/shipments/quote{?weightInPounds}", Templated: true),
        ["submit-shipment"] = new("/api/shipments/{shipmentId}/commands/submit", Templated: true),
        ["trucks"] = new("/api/trucks{?status,limit,cursor}", Templated: true),
        ["waiting-shipments"] = new("/api/dispatch/waiting{?limit,cursor}", Templated: true),
        ["available-trucks"] = new("/api/dispatch/available-trucks{?limit,cursor}", Templated: true),
        ["shipments-on-the-road"] = new("/api/dispatch/on-the-road{?limit,cursor}", Templated: true),
        ["products"] = new("/api/products{?words,category,priceFrom,priceTo,status,limit,cursor}", Templated: true),
        ["customers"] = new("/api/customers{?words,limit,cursor}", Templated: true),
        ["accounts"] = new("/api/accounts{?limit,cursor}", Templated: true),
        ["commands"] = new("/api/commands{?by,state,limit,cursor}", Templated: true),
        ["feed"] = new("/api/feed{?after,until,types,category,limit,wait}", Templated: true),
        ["reports"] = new("/api/reports"),
        ["operations"] = new("/api/operations"),
        ["problems"] = new("/problems"),
        ["describedby"] = new("/openapi/v1.json"),
        ["docs"] = new("/docs/"),
    });
}
