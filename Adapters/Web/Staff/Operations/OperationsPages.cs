using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Operations;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web.Staff.Operations;

/// <summary>How Tempest is, for those who run it.</summary>
internal static class OperationsPages
{
    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/staff/operations", async (IStorage storage, CancellationToken cancel) =>
            Views.Show<OperationsPage>(await Overview.OfAsync(storage, cancel))).WithName("staffOperationsPage");
}
