using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tempest.Adapters.Web.Access;
using Tempest.Adapters.Web.Shop;
using Tempest.Adapters.Web.Staff;

namespace Tempest.Adapters.Web;

/// <summary>The pages for people: put together and taken into a host by these calls.</summary>
public static class WebPages
{
    /// <remarks>Before the API's own: whose faults are shown to people is asked first.</remarks>
    public static IServiceCollection AddTempestWeb(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = Form.AntiforgeryField;
            options.Cookie.Name = "tempest-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddExceptionHandler<PagesForFaults>();
        return services;
    }

    /// <remarks>After the API's own, which finds the endpoint, and before whoever asks is found out.</remarks>
    public static void UseTempestWeb(this WebApplication app) => app.Use(PagesForFaults.ShowAsync);

    public static void MapTempestWeb(this WebApplication app)
    {
        app.UseAntiforgery();
        AssetFiles.Map(app);
        var pages = app.MapGroup("").ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute())
            .AddEndpointFilter(Forms.CheckAsync);
        SignInPages.Map(pages);
        PasswordPages.Map(pages);
        ShopPages.Map(pages);
        BasketPages.Map(pages);
        CheckoutPages.Map(pages);
        StaffPages.Map(pages);
    }
}
