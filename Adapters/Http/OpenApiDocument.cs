using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Tempest.Adapters.Http;

/// <summary>
/// The OpenAPI 3.1 document, made from the endpoints themselves: headers, examples and every problem are added here once
/// for all.
/// </summary>
internal static class OpenApiDocument
{
    private const string Key = "Names this request. The same key again gets the same answer and does nothing; "
        + "the same key with another request is 422. Kept for ever.";

    private const string IfMatch = "The ETag of the version you saw; 412 when it has changed since.";

    public static IServiceCollection AddTempestOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
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
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) => DescribeAsync(operation, context));
    });

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Described>().SingleOrDefault() is not { } described) return;

        operation.Responses ??= [];
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemRepresentation));
        Problem("400", "malformed-request");
        if (described.Reads)
        {
            if (context.Description.RelativePath!.Contains('{', StringComparison.Ordinal))
                Problem("404", context.Description.RelativePath switch
                {
                    var path when path.Contains("products", StringComparison.Ordinal) => "product-not-found",
                    var path when path.Contains("customers", StringComparison.Ordinal) => "customer-not-found",
                    _ => "order-not-placed",
                });
            return;
        }

        operation.Parameters ??= [];
        if (operation.Parameters.All(parameter => parameter.In != ParameterLocation.Path))
            operation.Parameters.Add(PathId(context.Description.RelativePath!));
        foreach (var path in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path))
            path.Description ??= $"The id, chosen by the client: {Domain.Identifier.InWords}.";
        Header("Idempotency-Key", Key, required: false);
        var needsIfMatch = metadata.OfType<IfMatchNeeded>().Any();
        Header("If-Match", IfMatch, required: false);

        if (described.Request is { } request && operation.RequestBody?.Content is { } bodies)
            bodies["application/json"].Example = JsonNode.Parse(request);
        if (described.Response is { } response)
        {
            foreach (var (status, answer) in operation.Responses.Where(r => r.Key.StartsWith('2')))
            {
                if (answer is not OpenApiResponse known) continue;
                known.Description = status == "201" ? "Done, and created." : "Done: the thing as it now is.";
                if (known.Content?.Values.FirstOrDefault() is OpenApiMediaType media) media.Example = JsonNode.Parse(response);
                known.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    ["ETag"] = new OpenApiHeader { Description = "The version, for If-Match.", Schema = Text },
                };
            }
        }

        if (!described.Created)
            Problem("404", ProblemTypes.All.Where(t => t.Status == 404 && t.Code != "not-found"
                && context.Description.RelativePath!.Contains(t.Code.Split('-')[0], StringComparison.Ordinal)).Select(t => t.Code).ToArray());
        if (described.Refusals.Count > 0) Problem("409", [.. described.Refusals]);
        Problem("412", "stale");
        Problem("422", "idempotency-key-reused");
        if (needsIfMatch) Problem("428", "precondition-required");
        Problem("503", "busy");

        void Header(string name, string description, bool required) => operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Header, Description = description, Required = required, Schema = Text,
        });

        void Problem(string status, params string[] codes) => operation.Responses![status] = new OpenApiResponse
        {
            Description = string.Join(" ", codes.Select(code => $"`{code}`: {Meaning(code)}")),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problems.ContentType] = new OpenApiMediaType
                {
                    Schema = problem,
                    Examples = codes.ToDictionary(code => code, code => (IOpenApiExample)new OpenApiExample
                    {
                        Summary = ProblemTypes.TitleOf(code),
                        Value = new JsonObject
                        {
                            ["type"] = $"/problems/{code}",
                            ["title"] = ProblemTypes.TitleOf(code),
                            ["status"] = int.Parse(status, CultureInfo.InvariantCulture),
                            ["detail"] = Meaning(code),
                        },
                    }),
                },
            },
        };
    }

    private static OpenApiSchema Text => new() { Type = JsonSchemaType.String };

    private static string Meaning(string code) => ProblemTypes.All.First(type => type.Code == code).Meaning;

    private static OpenApiParameter PathId(string path) => new()
    {
        Name = path.Split('{', '}')[1], In = ParameterLocation.Path, Required = true, Schema = Text,
    };
}
