using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tempest.Adapters.Web.Access;
using Tempest.Adapters.Web.Accounts;
using Tempest.Adapters.Web.Orders;
using Tempest.Adapters.Web.Profile;
using Tempest.Adapters.Web.Shipments;
using Tempest.Adapters.Web.Shop;
using Tempest.Adapters.Web.Staff;
using Tempest.Application.Access;
using Tempest.Application.Accounts.Payments;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web;

/// <summary>The pages for people: put together and taken into a host by these calls.</summary>
public static class WebPages
{
    /// <remarks>Before the API's own: whose faults are shown to people is asked first.</remarks>
    public static IServiceCollection AddTempestWeb(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<Live>().AddScoped<OrderReader>().AddScoped<InvoiceReader>().AddScoped<AccountReader>();
        services.AddScoped(all => new PaymentDesk(
            all.GetService<IPaymentProvider>(), all.GetRequiredService<IStorage>(), all.GetRequiredService<Caller>(), all.GetRequiredService<TimeProvider>()));
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

    /// <summary>A provider of payments for trying things out.</summary>
    public static IServiceCollection AddSandboxPayments(this IServiceCollection services) =>
        services.AddSingleton<IPaymentProvider, SandboxPayments>();

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
        OrderPages.Map(pages);
        OrderChangePages.Map(pages);
        ShipmentPages.Map(pages);
        ShipPages.Map(pages);
        AccountPages.Map(pages);
        PaymentPages.Map(pages);
        SandboxPages.Map(pages);
        ProfilePages.Map(pages);
    }
}
