using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Tempest.DomainTests.Levels;

/// <summary>The windows of one person, who signs in once, at the page for it.</summary>
public sealed class Desktop(IBrowser browser, string site, string email, string password)
{
    private readonly ConcurrentBag<Window> free = [];
    private readonly Lock gate = new();
    private Task<string>? session;

    /// <summary>One that nobody uses; it is free again when it is disposed.</summary>
    public async Task<Window> OpenAsync() => free.TryTake(out var window) ? window : await Window.InAsync(
        await browser.NewContextAsync(new() { BaseURL = site, StorageState = await SessionAsync(), TimezoneId = "UTC" }),
        window =>
        {
            free.Add(window);
            return Task.CompletedTask;
        });

    /// <summary>A window of somebody who has not signed in, for once.</summary>
    public static async Task<Window> OfNobodyAsync(IBrowser browser, string site)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = site, TimezoneId = "UTC" });
        return await Window.InAsync(context, _ => context.CloseAsync());
    }

    private Task<string> SessionAsync()
    {
        lock (gate) return session ??= SignInAsync();
    }

    private async Task<string> SignInAsync()
    {
        await using var window = await OfNobodyAsync(browser, site);
        await window.OpenAsync("/sign-in");
        await window.FillAsync("E-mail", email);
        await window.FillAsync("Password", password);
        await window.PressAsync("Sign in");
        await window.RefusalAsync();
        return await window.Page.Context.StorageStateAsync();
    }
}
