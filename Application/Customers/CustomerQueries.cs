using Tempest.Application.Storage;

namespace Tempest.Application.Customers;

/// <summary>How customers are looked for.</summary>
public static class CustomerQueries
{
    public static Selection ByName(string? words = null, Place? after = null, int limit = 50) =>
        new([], SearchWords.In(words), "name", Descending: false, after, limit);
}
