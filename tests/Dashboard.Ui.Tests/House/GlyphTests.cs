using System.Text.RegularExpressions;
using Dashboard.Core.Tests.House;
using Xunit;

namespace Dashboard.Ui.Tests.House;

/// <summary>Pages take the characters that stand for a kind or an outcome from <see cref="Core.Model.Glyphs"/>.</summary>
public sealed partial class GlyphTests
{
    [Fact]
    public void Sources_OfPages_HaveNoGlyphOfTheirOwn()
        => Assert.Empty(Checkout.Files
            .Where(f => f.StartsWith("src/Dashboard.Ui/", StringComparison.Ordinal) && (f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal)))
            .SelectMany(f => Own().Matches(Checkout.Read(f)).Select(m => $"{f}: {m.Value}")));

    /// <summary>Marks of an outcome anywhere, and × where an element begins with it; within a text it multiplies.</summary>
    [GeneratedRegex("[✓✗∅‖]|>\\s*×")]
    private static partial Regex Own();
}
