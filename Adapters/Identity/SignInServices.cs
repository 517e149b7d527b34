using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tempest.Application.Access;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Identity;

/// <summary>Signing in: put together and taken into a host by these two calls, the second after routing.</summary>
public static class SignInServices
{
    /// <param name="services">Of the host; an <see cref="IMail"/> is among them.</param>
    /// <param name="storage">All of it; each request gets the part that its caller may see.</param>
    /// <param name="outside">Through whom people may sign in besides; null: nobody.</param>
    public static IServiceCollection AddTempestSignIn(this IServiceCollection services, IStorage storage, OutsideProvider? outside = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddDataProtection().SetApplicationName("Tempest");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(storage.People)));
        services.AddSingleton<ISecrets, Secrets>();
        services.AddSingleton(all => new SignIn(storage.People, storage,
            all.GetRequiredService<ISecrets>(), all.GetRequiredService<IMail>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new Tokens(storage.People, all.GetRequiredService<ISecrets>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Callers>().AddSingleton<Gate>();
        services.AddScoped<Sessions>().AddScoped<ISessions>(all => all.GetRequiredService<Sessions>());
        services.AddScoped(all => all.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<Caller>() ?? Caller.Nobody);
        services.AddScoped(all => all.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<PersonSignedIn>()
            ?? throw new InvalidOperationException("Nobody is signed in to the pages."));
        services.AddScoped<IStorage>(all => new CallersStorage(storage, all.GetRequiredService<Caller>()));
        var authentication = services.AddAuthentication().AddCookie(Sessions.Cookie, cookie =>
        {
            cookie.Cookie.Name = "tempest";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
        });
        if (outside is not null) authentication.AddOutside(outside);
        return services;
    }

    /// <summary>Who asks is found out, and whether they may.</summary>
    public static void UseTempestSignIn(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<Gate>();
        app.Use(gate.PassAsync);
        if (app.Services.GetService<OutsideSignIn>() is not null) app.MapOutside();
    }
}

/// <summary>The same without a web server, for the command line.</summary>
public sealed class SignInTools : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public SignInTools(IStorage storage) => services = new ServiceCollection().AddLogging().AddSingleton<IMail, NoMail>()
        .AddTempestSignIn(storage).BuildServiceProvider();

    public SignIn SignIn => services.GetRequiredService<SignIn>();

    public Tokens Tokens => services.GetRequiredService<Tokens>();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>The command line shows what it has to say.</summary>
    private sealed class NoMail : IMail
    {
        public void Post(Letter letter) => throw new InvalidOperationException("No letters are sent from here.");
    }
}
