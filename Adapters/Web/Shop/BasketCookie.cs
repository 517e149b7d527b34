using Microsoft.AspNetCore.Http;

namespace Tempest.Adapters.Web.Shop;

/// <summary>The basket is with whoever fills it, so that it is there before they sign in, and after.</summary>
internal static class BasketCookie
{
    private const string Name = "tempest-basket";

    public static Basket Read(HttpRequest request) => Basket.Parse(request.Cookies[Name]);

    public static void Write(HttpContext context, Basket basket)
    {
        var options = new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(90), IsEssential = true,
        };
        if (basket.Lines.IsEmpty) context.Response.Cookies.Delete(Name, options);
        else context.Response.Cookies.Append(Name, basket.Text, options);
    }
}
