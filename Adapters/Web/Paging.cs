using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web;

/// <summary>Addresses of pages of lists.</summary>
internal static class Paging
{
    private const char Separator = '\n';

    /// <summary>An address with those parameters that say something.</summary>
    public static string Address(string path, params IEnumerable<(string Name, string? Value)> query) => path + new QueryBuilder(
        query.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value!)));

    /// <summary>Where a page ended, for an address.</summary>
    public static string Text(Place place) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{place.Key}{Separator}{place.Id}"));

    /// <summary>The place that an address names; what names none begins at the beginning.</summary>
    public static Place? After(string? text)
    {
        try
        {
            return text is not null && Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text)).Split(Separator) is [var key, var id]
                && !$"{key}{id}".Any(char.IsControl)
                ? new(key, id)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
