using Microsoft.Playwright;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>The pages without a mouse.</summary>
public sealed class KeyboardTests(Chromium chromium, SampleSite site)
{
    /// <summary>What can be worked with and is to be seen; of radio buttons that belong together, one.</summary>
    private const string Controls = """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
            .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0)
            .filter((one, at, all) => one.type !== 'radio' || all.findIndex(other => other.type === 'radio' && other.name === one.name) === at).length
        """;

    /// <summary>
    /// What has the focus and whether that is to be seen: empty when it is, "same" in another part of the same field; nothing, once it
    /// has left the page or begun anew.
    /// </summary>
    private const string Focused = """
        () => {
            const one = document.activeElement;
            window.reached ??= new Set();
            if (one === window.latest) return 'same';
            if (one === document.body || window.reached.has(one)) return null;
            window.reached.add(window.latest = one);
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
            const box = one.getBoundingClientRect();
            return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 || boxShadow !== 'none') && box.width > 0 && box.bottom > 0
                ? '' : one.outerHTML.slice(0, 120);
        }
        """;

    [Theory]
    [InlineData("/")]
    [InlineData("/products/CU-050")]
    [InlineData("/basket")]
    [InlineData("/checkout")]
    [InlineData("/staff/products?category=Pipes")]
    [InlineData("/staff/dispatch")]
    [InlineData("/staff/orders/S-2005")]
    public async Task The_tab_key_reaches_everything_and_the_focus_is_always_to_be_seen(string address)
    {
        await using var window = await OpenAsync(address.StartsWith("/staff", StringComparison.Ordinal) ? SampleSite.Staff : SampleSite.Customer);
        await window.OpenAsync(address);
        var (reached, unseen) = (0, new List<string>());
        await window.Page.Keyboard.PressAsync("Tab");
        while (await window.Page.EvaluateAsync<string?>(Focused) is { } fault)
        {
            if (fault != "same") reached++;
            if (fault is not ("" or "same")) unseen.Add(fault);
            await window.Page.Keyboard.PressAsync("Tab");
        }

        unseen.ShouldBeEmpty();
        reached.ShouldBe(await window.Page.EvaluateAsync<int>(Controls));
    }

    [Fact]
    public async Task The_first_thing_that_is_reached_leads_past_the_head_of_the_page()
    {
        await using var window = await OpenAsync(SampleSite.Customer);
        await window.OpenAsync("/");
        await window.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Main).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_has_the_focus()
    {
        await using var window = await Desktop.OfNobodyAsync(await chromium.RunningAsync(), await site.UrlAsync());
        await window.OpenAsync("/sign-in");
        await window.PressAsync("Sign in");
        await Assertions.Expect(window.Main.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
    }

    private async Task<Window> OpenAsync(string email) =>
        await new Desktop(await chromium.RunningAsync(), await site.UrlAsync(), email, SamplePeople.Password).OpenAsync();
}
