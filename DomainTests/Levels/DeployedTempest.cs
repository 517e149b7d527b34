using System.Text.Json;
using Tempest.DomainTests.Gherkin;
using Xunit;

namespace Tempest.DomainTests.Levels;

/// <summary>A Tempest that runs somewhere, in which nothing can be put in place but through its API.</summary>
public sealed class DeployedTempest(HttpClient http) : HttpTempest(http), IInside
{
    public async Task<Reply> InvoiceAsync(
        string account, string entry, decimal goods, decimal carriage, string currency, DateOnly dueOn, string? order = null, DateTimeOffset? at = null)
    {
        var told = await TellAsync(JsonSerializer.Serialize(new
        {
            account, id = entry, kind = "invoice", amount = Money(goods + carriage, currency), at = at ?? DateTimeOffset.UtcNow, reason = "delivered",
            bill = new { dueOn, carriage = Money(carriage, currency), orderId = order },
        }));
        return told is ["booked"] ? new() : new(told[0]);
    }

    public Task<Reply> RecordPastAsync(
        string order, string customer, string sku, int quantity, decimal price, string currency, DateTimeOffset placedAt) => NotFromOutside("The past");

    public Task<Reply> RecordPastShipmentAsync(string shipment, string account, decimal cost, DateTimeOffset pickedUp, DateTimeOffset delivered) =>
        NotFromOutside("The past");

    public Task ForgetStatesAsync() => NotFromOutside("A discard of cached states");

    public Task TakeCatalogueAwayAsync(IReadOnlyList<string> skus) => NotFromOutside("The loss of the catalogue");

    /// <summary>It works by itself: until nothing of these entities waits any more.</summary>
    public async Task SettleAsync(Func<string, bool> of)
    {
        while ((await Items("api/commands", ("state", "waiting"))).Any(one => of(Text(one["of"])))) await Task.Yield();
    }

    /// <summary>It counts by itself: until it is where the feed ends now.</summary>
    public async Task CountAsync()
    {
        var head = await HeadAsync();
        while ((await ProjectionsAsync()).Any(one => (long)one["position"]! < head)) await Task.Yield();
    }

    private static Task<Reply> NotFromOutside(string what)
    {
        Assert.Skip($"{what} cannot be arranged from outside.");
        return Task.FromResult(new Reply());
    }
}

/// <summary>Which Tempest that is, and how to come in; it is there when <c>TEMPEST_BASE_URL</c> says where.</summary>
public static class Deployed
{
    public static Uri? Url { get; } = Variable("TEMPEST_BASE_URL") is { } url ? new(url.TrimEnd('/') + "/") : null;

    /// <summary>Its policies work by themselves: what stands still in a scenario has moved on there by the time it is looked at.</summary>
    public static void SkipWhatStandsStill(string scenario)
    {
        if (Url is not null && Scenarios.Find(scenario).Tags.Contains("stands-still"))
            Assert.Skip("There an approved order is in shipping at once.");
    }

    /// <summary>Of somebody with every role.</summary>
    public static string Token => Variable("TEMPEST_TOKEN") ?? throw new InvalidOperationException(
        "TEMPEST_TOKEN must be a token of TEMPEST_BASE_URL: tempest tokens create suite --roles all.");

    /// <summary>E-mail and password of somebody with every role.</summary>
    public static (string Email, string Password) SignIn => Variable("TEMPEST_SIGN_IN")?.Split(':', 2) is [var email, var password]
        ? (email, password)
        : throw new InvalidOperationException(
            "TEMPEST_SIGN_IN must be email:password of somebody at TEMPEST_BASE_URL: tempest people add suite --roles all --email suite@example.com.");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>As somebody patient: asked to come back later, it does.</summary>
internal sealed class Patient() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.RetryAfter?.Delta is not { } later) return answer;

            answer.Dispose();
            await Task.Delay(later, cancellationToken);
        }
    }
}
