using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// Runs axe-core in a page. Called directly and not by Deque's package for Playwright, which finishes each run in a blank
/// page, needed only for frames: that takes five times as long.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// The findings that axe calls serious or critical, one per line: of one rule, or of all rules that are on by default, and
    /// the one for targets of 24 px, which is off by default.
    /// </summary>
    public static async Task<IReadOnlyList<string>> SeriousFindings(IPage page, string? rule = null)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        // Without the details of passed elements; and no rule here needs style sheets, which axe would fetch.
        return await page.EvaluateAsync<string[]>(
            """
            async rule => {
              const { violations } = await axe.run(document, {
                resultTypes: ['violations'],
                preload: false,
                ...(rule ? { runOnly: [rule] } : { rules: { 'target-size': { enabled: true } } }),
              });
              return violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(node => node.html).join(' ; ')}`);
            }
            """,
            rule);
    }
}
