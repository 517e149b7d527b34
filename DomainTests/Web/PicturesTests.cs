using Microsoft.Playwright;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>The pictures of the README: with <c>PICTURES</c> set they are made anew.</summary>
public sealed class PicturesTests(Chromium chromium, SampleSite site)
{
    [Theory]
    [InlineData("shop", SampleSite.Customer, "/", "Catalogue", 390, 844, ColorScheme.Light)]
    [InlineData("order", SampleSite.Customer, "/orders/S-2002", "Order S-2002", 1280, 844, ColorScheme.Light)]
    [InlineData("dispatch", SampleSite.Staff, "/staff/dispatch", "Dispatch", 1280, 760, ColorScheme.Dark)]
    public async Task What_the_README_shows_is_there(
        string name, string who, string address, string title, int width, int height, ColorScheme scheme)
    {
        await using var window = await new Desktop(await chromium.RunningAsync(), await site.UrlAsync(), who, SamplePeople.Password).OpenAsync();
        await window.Page.SetViewportSizeAsync(width, height);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        (await window.OpenAsync(address)).ShouldBeTrue();
        (await window.TitleAsync()).ShouldBe(title);

        var picture = $"docs/pictures/{name}.png";
        if (Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 })
            await window.Page.ScreenshotAsync(new() { Path = Repository.File(picture) });
        File.Exists(Repository.File(picture)).ShouldBeTrue($"PICTURES=1 ./tempest test --filter PicturesTests makes {picture}");
        (await File.ReadAllTextAsync(Repository.File("README.md"))).ShouldContain(picture);
    }
}
