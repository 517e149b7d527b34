using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tempest.Adapters.Web;

/// <summary>The style, the script and the icon: part of the program, at addresses that change when any of them does.</summary>
internal static class AssetFiles
{
    private static readonly Dictionary<string, (byte[] Content, string Type)> Files = new(StringComparer.Ordinal)
    {
        ["tempest.css"] = (Read("tempest.css"), "text/css; charset=utf-8"),
        ["tempest.js"] = (Read("tempest.js"), "text/javascript; charset=utf-8"),
        ["tempest.svg"] = (Read("tempest.svg"), "image/svg+xml"),
    };

    private static readonly string Hash = Convert.ToHexStringLower(
        SHA256.HashData([.. Files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => file.Value.Content)]))[..12];

    public static string Style => At("tempest.css");

    public static string Script => At("tempest.js");

    public static string Icon => At("tempest.svg");

    /// <remarks>It has no name in the table of access: it is for everybody.</remarks>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{hash}/{name}", Get).ExcludeFromDescription();

    /// <summary>A page of another release asks for another hash: it gets today's, and does not keep it.</summary>
    private static IResult Get(string hash, string name, HttpResponse response)
    {
        if (!Files.TryGetValue(name, out var file)) return Results.NotFound();

        response.Headers.CacheControl = hash == Hash ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(file.Content, file.Type);
    }

    private static string At(string name) => $"/assets/{Hash}/{name}";

    private static byte[] Read(string name)
    {
        using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The asset {name} was not built in.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
