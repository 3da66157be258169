using System.Globalization;
using System.Text;
using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Model;

public sealed class HiddenCharactersTests
{
    /// <summary>Unicode's control and format characters are invisible, except for a few that are drawn.</summary>
    [Fact]
    public void Contains_EachControlAndFormatCharacter_IsHidden()
    {
        // Signs before Arabic, Syriac and Kaithi numbers: Prepended_Concatenation_Mark.
        int[] drawn = [0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6dd, 0x70f, 0x890, 0x891, 0x8e2, 0x110bd, 0x110cd];

        var missing = AllRunes()
            .Where(r => Rune.GetUnicodeCategory(r) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            .Where(r => !HiddenCharacters.Contains(r) && !drawn.Contains(r.Value));

        Assert.Empty(missing.Select(r => r.Value.ToString("x")));
    }

    [Fact]
    public void Contains_TagsAndVariationSelectors_AreHidden()
        => Assert.All(
            Enumerable.Range(0xe0000, 0x1000).Concat(Enumerable.Range(0xfe00, 16)), value => Assert.True(HiddenCharacters.Contains(new Rune(value))));

    [Fact]
    public void Contains_LettersAndSigns_AreNot()
        => Assert.All("azAZ09 ~äß日本😀é́".EnumerateRunes(), r => Assert.False(HiddenCharacters.Contains(r)));

    private static IEnumerable<Rune> AllRunes()
        => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));
}
