using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Tempest.DomainTests.Web;

/// <summary>All rules of axe. It comes with every page that a window opens, rather than being sent whenever it is asked.</summary>
internal static class Axe
{
    private static readonly string Script = $$"""
        window.violations = async () => {
            if (!window.axe) { {{new BundledAxeScriptProvider().GetScript()}} }
            const { violations } = await axe.run({ resultTypes: ['violations'] });
            return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(', ')}`);
        };
        """;

    /// <summary>From the next page on that is opened in it.</summary>
    public static Task ComeWithAsync(IPage window) => window.AddInitScriptAsync(Script);

    /// <returns>The rule first.</returns>
    public static Task<string[]> ViolationsAsync(IPage window) => window.EvaluateAsync<string[]>("() => violations()");
}
