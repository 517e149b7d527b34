using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Tempest.Application.Access;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http;

/// <summary>
/// The OpenAPI 3.1 document, made from the endpoints themselves: headers, examples and every problem are added here once
/// for all.
/// </summary>
internal static class OpenApiDocument
{
    private const string Bearer = "bearer";

    public static IServiceCollection AddTempestOpenApi(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Tempest",
                Version = "v1",
                Description = "Order-to-cash for a company that sells goods and delivers them. Every resource shows with "
                    + "`_links` and `_templates` what can be done with it now. Refusals are problem details (RFC 9457) whose "
                    + "`type` ends in a stable code; `/problems` lists them all.",
            };
            document.Servers = [];
            document.AddComponent(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer",
                Description = "A token of `tempest tokens create`. What each operation is for is said with it.",
            });
            document.Tags = new HashSet<OpenApiTag>
            {
                new() { Name = "About", Description = "Where to begin, and what can go wrong." },
                new() { Name = "Orders", Description = "Orders from placing to approval, and their histories." },
                new() { Name = "Shipments", Description = "Carriage from the quote to the signature." },
                new() { Name = "Trucks", Description = "Who can carry, and what the driver needs to know." },
                new() { Name = "Dispatch", Description = "What dispatch works from." },
                new() { Name = "Catalogue", Description = "Products: what is sold, and at which price." },
                new() { Name = "Accounts", Description = "What customers owe and own: invoices, payments, balances, statements." },
                new() { Name = "Commands", Description = "What Tempest does by itself because something happened, and what of it was refused." },
                new() { Name = "Feed", Description = "All that happens, in order, for programs of others." },
                new() { Name = "Reports", Description = "What was ordered, earned, owed, and how long it took, counted from the events." },
                new() { Name = "Customers", Description = "Whom we sell to." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) => DescribeAsync(operation, context));
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // An exact decimal is no binary fraction, whatever format the framework names.
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(decimal)) schema.Format = null;
            if (type == typeof(Orders.ChannelWord)) schema.Description = "How an order comes in.";
            if (type == typeof(Accounts.KindWord)) schema.Description = "What kind of entry it is.";
            if (type == typeof(JsonObject)) schema.Description = "Problem details, as every refusal has them.";
            if (type == typeof(ReadOnlyMemory<byte>)) schema.Description = "JSON, as the schema at `dataschema` says.";
            if (type == typeof(JsonElement))
                schema.Description = "Any JSON; what it holds depends on what it belongs to.";
            return Task.CompletedTask;
        });
    });

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Described>().SingleOrDefault() is not { } described) return;

        var roles = AccessTable.Of(operation.OperationId ?? "");
        operation.Description += $" {ForWhom(roles)}";
        if (!roles.HasFlag(Roles.Anyone))
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];

        var path = $"/{context.Description.RelativePath}";
        OpenApiParameters.Describe(operation, path, described);
        Answers(operation, described);
        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Required = described.Request is not (null or "{}");
            if (body.Content?.Values.FirstOrDefault() is OpenApiMediaType media)
                media.Example = described.IsFeed ? described.Request : JsonNode.Parse(described.Request ?? "{}");
        }

        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemRepresentation));
        context.Document?.AddComponent("Problem", schema);
        var shown = new OpenApiSchemaReference("Problem", context.Document);
        foreach (var status in OpenApiParameters.CodesOf(path, described, metadata.OfType<IfMatchNeeded>().Any(), roles)
            .GroupBy(ProblemTypes.StatusOf))
        {
            operation.Responses![status.Key.ToString(CultureInfo.InvariantCulture)] =
                Problem(shown, [.. status], OpenApiParameters.Example(path));
        }
    }

    private static string ForWhom(Roles roles) => roles.HasFlag(Roles.Anyone)
        ? "For everybody."
        : "For " + string.Join(", ", Enum.GetValues<Roles>()
            .Where(role => BitOperations.IsPow2((int)role) && roles.HasFlag(role))
            .Select(role => role is Roles.Customer ? "customers, of what is theirs" : Word.Of(role))) + ".";

    private static void Answers(OpenApiOperation operation, Described described)
    {
        foreach (var (status, answer) in (operation.Responses ??= []))
        {
            if (answer is not OpenApiResponse known) continue;

            known.Description = (status, described.Reads) switch
            {
                ("201", _) => "Done, and created.",
                ("202", _) => "Accepted with `Prefer: respond-async`: its answer will be at `Location`.",
                ("204", _) => "Done: it is gone.",
                (_, true) => "Here it is.",
                _ when described.IsMany => "Each item's own answer, done or refused.",
                _ => "Done: the thing as it now is.",
            };
            if ((status == "202" ? Queue.QueueExamples.Request : described.Response) is { } response
                && known.Content?.Values.FirstOrDefault() is OpenApiMediaType media)
                media.Example = described.IsFeed ? response : JsonNode.Parse(response);
            known.Headers = OpenApiParameters.HeadersOf(status, described);
            if (status != "200") continue;
            foreach (var (type, example) in described.OtherResponses)
            {
                known.Content![type] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example,
                };
            }
        }

        if (described is { Reads: true, IsOne: true })
            operation.Responses["304"] = new OpenApiResponse { Description = "It is still what `If-None-Match` names." };
    }

    private static OpenApiResponse Problem(IOpenApiSchema shown, string[] codes, string instance) => new()
    {
        Description = string.Join(" ", codes.Select(code => $"`{code}`: {ProblemTypes.MeaningOf(code)}")),
        Headers = codes.Contains("busy")
            ? OpenApiParameters.Headers(("Retry-After", "After how many seconds to try again.", "1"))
            : null,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problems.ContentType] = new OpenApiMediaType
            {
                Schema = shown,
                Examples = codes.ToDictionary(code => code, code => (IOpenApiExample)new OpenApiExample
                {
                    Summary = ProblemTypes.TitleOf(code), Value = ExampleProblems.Of(code, instance),
                }),
            },
        },
    };
}
