using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// axe-core in a page. Run by its own function and not by Deque's package for Playwright, which finishes each run in a
/// blank page of its own, for the sake of frames that these pages do not have: five times as long.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// What axe calls serious or critical, a line each: by one rule, or by all that axe runs unless asked not to, and the
    /// one for targets of 24 px, which it runs only when asked.
    /// </summary>
    public static async Task<IReadOnlyList<string>> SeriousFindings(IPage page, string? rule = null)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        // Of what passes axe would describe each element; and no rule here asks for style sheets, which it would fetch.
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
