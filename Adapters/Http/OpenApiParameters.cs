using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Tempest.Adapters.Http.Shipping;
using Tempest.Application.Access;
using Tempest.Domain;

namespace Tempest.Adapters.Http;

/// <summary>What the OpenAPI document says of ids, filters and headers: the same wherever they stand.</summary>
internal static class OpenApiParameters
{
    private const string Key = "Names this request. The same key again gets the same answer and does nothing; "
        + "the same key with another request is 422. Kept for ever.";

    private const string IfMatch = "The ETag of the version you saw, or * for whatever it is; 412 when it has changed since.";

    private const string Prefer = "`respond-async`: the request is kept and answered at once with 202 and where its answer will be; "
        + "it is carried out later, in order for each thing it is about, under its key.";

    private static readonly (string, string, string) Version = ("ETag", "The version, for If-Match and If-None-Match.", "\"3\"");

    private static readonly (string, string, string) Position =
        (Positions.Header, $"The position of the feed that it reached; reads that are asked with `{Positions.Parameter}` show it.", "18");

    private static readonly Dictionary<string, JsonNode> ExampleOf = new()
    {
        ["orderId"] = Examples.OrderId, ["shipmentId"] = ShippingExamples.ShipmentId, ["truckId"] = ShippingExamples.TruckId,
        ["billToAccountId"] = Examples.CustomerId, ["weightInPounds"] = 123, ["sku"] = Examples.Sku, ["customerId"] = Examples.CustomerId,
        ["customer"] = Examples.CustomerId, ["limit"] = 20, ["version"] = 1, ["position"] = 42, ["at"] = "2026-03-31T18:00:00Z",
        ["placedFrom"] = "2026-03-01T00:00:00Z", ["placedBefore"] = "2026-04-01T00:00:00Z", ["words"] = "condensing",
        ["category"] = "Condensing units", ["priceFrom"] = 100, ["priceTo"] = 500,
        ["accountId"] = Accounts.AccountExamples.AccountId, ["from"] = "2026-03-01", ["to"] = "2026-03-31",
        ["after"] = 16, ["until"] = 500, ["types"] = "order-approved,truck-assigned", ["wait"] = 20,
        ["commandId"] = Queue.QueueExamples.CommandId, ["state"] = "refused", ["by"] = "people",
        ["report"] = Reports.ReportExamples.Name, ["of"] = Reports.ReportExamples.Row,
        ["cursor"] = Paging.CursorTo(new("2026-03-31T14:05:00.000000Z", Examples.OrderId), "orders"),
    };

    private static readonly Dictionary<string, string> MeaningOf = new()
    {
        ["version"] = "Show it as it was after so many events.",
        ["at"] = "Show it as it was at this moment (RFC 3339).",
        ["from"] = "The version or the moment (RFC 3339) to begin with.",
        ["to"] = "The version or the moment to end with; now, unless given.",
        [Positions.Parameter] = $"Wait until this position is reached: the `{Positions.Header}` of an answer to you.",
        ["limit"] = $"How many at most, 1 to {Paging.Most}; {Paging.Usual} unless given.",
        ["cursor"] = "Opaque; from the link named next.",
    };

    /// <summary>The path with the ids of the examples.</summary>
    public static string Example(string path) => ExampleOf.Aggregate(
        path, (filled, id) => filled.Replace($"{{{id.Key}}}", id.Value.ToString(), StringComparison.Ordinal));

    public static void Describe(OpenApiOperation operation, string path, Described described)
    {
        operation.Parameters ??= [];
        foreach (var id in path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')))
        {
            if (operation.Parameters.All(parameter => parameter.Name != id))
                operation.Parameters.Add(new OpenApiParameter { Name = id, In = ParameterLocation.Path, Required = true });
        }

        if (WaitsForPositions(path, described) && operation.Parameters.All(parameter => parameter.Name != Positions.Parameter))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = Positions.Parameter, In = ParameterLocation.Query,
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            });
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>()) Describe(parameter, path);
        if (described is { Reads: false, IsFeed: false })
        {
            operation.Parameters.Add(Header("Idempotency-Key", Key, "place-S-1042", maxLength: 200));
            operation.Parameters.Add(Header("Prefer", Prefer, Queue.Later.Preference));
            if (!described.IsMany) operation.Parameters.Add(Header("If-Match", IfMatch, "\"3\""));
        }
        else if (described.IsOne)
        {
            operation.Parameters.Add(Header("If-None-Match", "The ETag you have; 304 without a body when it still is that.", "\"3\""));
        }
    }

    private static bool WaitsForPositions(string path, Described described) =>
        described.Reads && path.StartsWith("/api", StringComparison.Ordinal);

    /// <summary>Every code an operation of this kind can answer with.</summary>
    public static IEnumerable<string> CodesOf(string path, Described described, bool needsIfMatch, Roles roles)
    {
        yield return "malformed-request";
        yield return "too-many-requests";
        if (!roles.HasFlag(Roles.Anyone))
        {
            yield return "not-signed-in";
            yield return "not-allowed";
        }

        if (described.Missing is { } missing) yield return missing;
        if (described.IsMany)
        {
            yield return "too-large";
            yield return "unsupported-media-type";
            yield break;
        }

        yield return "busy";
        if (WaitsForPositions(path, described)) yield return "position-not-reached";
        foreach (var code in described.Refusals) yield return code;
        if (described.Reads) yield break;

        yield return "too-large";
        yield return "unsupported-media-type";
        if (described.IsFeed) yield break;

        yield return "stale";
        yield return "idempotency-key-reused";
        if (needsIfMatch) yield return "precondition-required";
    }

    public static Dictionary<string, IOpenApiHeader>? HeadersOf(string status, Described described) =>
        (status, described) switch
    {
        ("201", _) => Headers(
            ("ETag", "The version, for If-Match.", "\"1\""),
            Position,
            ("Location", "Where it is from now on.", "/api/orders/S-1042")),
        ("202", _) => Headers(
            ("Location", "Where its answer will be.", $"/api/commands/{Queue.QueueExamples.CommandId}"),
            ("Preference-Applied", "That it is answered later.", Queue.Later.Preference)),
        (_, { IsFeedPage: true }) => Headers(
            ("Link", "Where it goes on, and the page before.", "</api/feed?after=18>; rel=\"next\""),
            ("Cache-Control", "A full page never changes; any other is asked for again.", "private, max-age=31536000, immutable"),
            ("ETag", "Of a full page, for If-None-Match.", "\"9f86d081884c7d659a2feaa0c55ad015\"")),
        (_, { IsPage: true }) => Headers(
            ("Link", "The next page, unless this is the last.", "</api/orders?cursor=x>; rel=\"next\"")),
        ("200", { IsOne: true }) => Headers(Version),
        ("200", { Reads: false, IsMany: false, IsFeed: false }) => Headers(Version, Position),
        ("200", { Reads: false } or { TellsWhatBecame: true }) => Headers(Position),
        _ => null,
    };

    public static Dictionary<string, IOpenApiHeader> Headers(
        params (string Name, string Description, string Example)[] headers) =>
        headers.ToDictionary(header => header.Name, header => (IOpenApiHeader)new OpenApiHeader
        {
            Description = header.Description, Example = header.Example, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    private static OpenApiParameter Header(string name, string description, string example, int? maxLength = null) =>
        new()
    {
        Name = name, In = ParameterLocation.Header, Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = maxLength, Examples = [example] },
    };

    private static void Describe(OpenApiParameter parameter, string path)
    {
        var name = parameter.Name!;
        if (parameter.In == ParameterLocation.Path)
        {
            parameter.Example = ExampleOf[name].DeepClone();
            parameter.Description ??= $"The id, chosen by the client: {Identifier.InWords}.";
            parameter.Schema = name == "position"
                ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" }
                : new OpenApiSchema { Type = JsonSchemaType.String, Pattern = $"^{Identifier.Pattern}$" };
        }

        parameter.Description ??= MeaningOf.GetValueOrDefault(name);

        // The page to try the API fills in a parameter's own example, so that of a filter belongs to its schema.
        if (parameter.In == ParameterLocation.Path || parameter.Schema is not OpenApiSchema schema) return;
        schema.Examples = [ExampleIn(path, name)];
        if (name == "status") schema.Enum = [.. Statuses(path).Select(status => (JsonNode)status)];
        if (name == "version") schema.Minimum = "1";
        if (name != "limit") return;
        schema.Minimum = "1";
        schema.Maximum = $"{Paging.Most}";
        schema.Default = Paging.Usual;
    }

    private static JsonNode ExampleIn(string path, string name) => name switch
    {
        "status" => Statuses(path)[0],
        "category" when path == Feed.FeedEndpoints.Address => "order",
        "from" when path.EndsWith("/difference", StringComparison.Ordinal) => "1",
        "to" when path.EndsWith("/difference", StringComparison.Ordinal) => "2",
        _ => ExampleOf[name].DeepClone(),
    };

    private static string[] Statuses(string path) => path.Split('/')[2] switch
    {
        "orders" => ["open", "approved", "shipping", "completed", "cancelled"],
        "shipments" => ["Submitted", "Assigned", "Shipped", "Delivered", "Cancelled"],
        "trucks" => ["Available", "Occupied", "OutOfService"],
        _ => ["active", "discontinued"],
    };
}
