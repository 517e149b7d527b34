using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tempest.Adapters.Web.Parts;

namespace Tempest.Adapters.Web;

/// <summary>From what an endpoint found out to the page that shows it.</summary>
internal static class Views
{
    /// <typeparam name="TView">A component that takes a <c>Model</c>.</typeparam>
    public static RazorComponentResult<TView> Show<TView>(object model, int status = StatusCodes.Status200OK)
        where TView : IComponent => new(new Dictionary<string, object?> { ["Model"] = model })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>There is no such thing, or none that the caller may know of.</summary>
    public static IResult Missing(string sentence) => Fault(StatusCodes.Status404NotFound, sentence);

    /// <param name="status">Of the answer; it chooses the words.</param>
    /// <param name="sentence">Better words than the usual ones.</param>
    public static IResult Fault(int status, string? sentence = null) => Show<FaultPage>(FaultModel.Of(status, sentence), status);
}
