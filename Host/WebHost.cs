using Tempest.Adapters.Http;
using Tempest.Adapters.Identity;
using Tempest.Adapters.Mail;
using Tempest.Adapters.Web;
using Tempest.Application;
using Tempest.Application.Access;
using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Host;

/// <summary>Tempest as a web server on a storage. The tests start the same one.</summary>
public static class WebHost
{
    private const long LargestBody = 1024 * 1024;

    /// <param name="storage">Where everything is kept; it stays the caller's.</param>
    /// <param name="answers">Whether the storage answers now.</param>
    /// <param name="urls">Where to listen; null: as the environment says.</param>
    /// <param name="terms">What the company has decided, as the storage's policies know it; null: as usual.</param>
    /// <param name="settings">Besides those of the environment, and before them.</param>
    public static WebApplication Build(
        IStorage storage, Func<CancellationToken, Task<bool>> answers, string? urls, TradeTerms? terms = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // said once, by the command line
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // sealing keys are as safe as the database they are in
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        if (urls is not null) builder.WebHost.UseUrls(urls);
        var agreed = terms ?? TradeTerms.Usual;
        builder.Services.AddSingleton(agreed.Carriage);
        builder.Services.AddSingleton(services =>
            new QueueWorker(storage, PolicyBook.All(agreed), TimeProvider.System, services.GetRequiredService<IRequests>()));
        if (Settings.QueueWorks(builder.Configuration)) builder.Services.AddHostedService<QueueService>();
        if (Settings.Audit(builder.Configuration) is { } rate)
            builder.Services.AddSingleton(rate).AddSingleton(new SnapshotAudit(storage, TimeProvider.System)).AddHostedService<AuditService>();
        builder.Services.AddSingleton(new Projector(storage, storage.Projections, ProjectionBook.All, TimeProvider.System));
        if (Settings.ProjectionsWork(builder.Configuration)) builder.Services.AddHostedService<ProjectionService>();
        builder.Services.AddSingleton(Settings.Mail(builder.Configuration)).AddSingleton<Post>()
            .AddSingleton<IMail>(all => all.GetRequiredService<Post>()).AddHostedService(all => all.GetRequiredService<Post>());
        var end = new FeedHead(storage, TimeProvider.System);
        builder.Services.AddSingleton(end).AddSingleton(new FeedWatch(storage, end, TimeProvider.System));
        builder.Services.AddTempestSignIn(storage, Settings.Outside(builder.Configuration)).AddRateLimits(Settings.Limits(builder.Configuration));
        builder.Services.AddSingleton(Settings.Transfer(builder.Configuration));
        if (Settings.PaysInTheSandbox(builder.Configuration)) builder.Services.AddSandboxPayments();
        builder.Services.AddTempestWeb().AddTempestHttp();

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseTempestHttp();
        app.UseTempestWeb();
        app.UseTempestSignIn();
        app.UseRateLimiter();
        app.MapTempestHttp();
        app.MapTempestWeb();
        app.MapGet("/health/live", () => "alive").ExcludeFromDescription();
        app.MapGet("/health/ready", async (CancellationToken cancel) =>
            await answers(cancel)
                ? Results.Text("ready")
                : Results.Text("the database does not answer", statusCode: 503)).ExcludeFromDescription();
        return app;
    }
}
