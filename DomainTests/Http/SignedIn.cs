using Microsoft.AspNetCore.Builder;
using Tempest.Adapters.Identity;
using Tempest.Application.Access;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.DomainTests.Http;

/// <summary>Somebody who uses the API with a token of theirs.</summary>
internal static class SignedIn
{
    /// <summary>Nobody limits a test's rate.</summary>
    public static Dictionary<string, string?> Unhurried { get; } = new() { ["Limits:RequestsPerSecond"] = "0", ["Limits:SignInsPerMinute"] = "0" };

    /// <summary>One of the staff who does everything.</summary>
    public static Task<HttpClient> StaffAsync(WebApplication app, IStorage storage) => AsAsync(app, storage, Roles.Staff);

    public static Task<HttpClient> CustomerAsync(WebApplication app, IStorage storage, string customer) =>
        AsAsync(app, storage, Roles.Customer, CustomerId.Of(customer));

    public static async Task<HttpClient> AsAsync(WebApplication app, IStorage storage, Roles roles, CustomerId? customer = null)
    {
        var url = new Uri(app.Urls.Single());
        return roles == Roles.None ? new() { BaseAddress = url } : With(await TokenAsync(storage, roles, customer), url);
    }

    public static HttpClient With(string token, Uri url) =>
        new() { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    public static async Task<string> TokenAsync(IStorage storage, Roles roles, CustomerId? customer = null)
    {
        await using var tools = new SignInTools(storage);
        return (await tools.Tokens.CreateAsync("sally", roles, customer, TimeSpan.FromHours(2))).Token;
    }
}
