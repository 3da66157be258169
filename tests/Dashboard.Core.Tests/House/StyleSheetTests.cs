using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Core.Tests.House;

/// <summary>tokens.css names colours, spacing, radii and the widths of lines; the other style sheets use the names.</summary>
public sealed partial class StyleSheetTests
{
    private const string Tokens = "tokens.css";

    /// <summary>
    /// Sizes of one thing only (columns, parts of a drawing) that stand where they are used: as many as there were when this was written.
    /// A new one may take the place of an old one; when there are fewer, this number goes down.
    /// </summary>
    private const int MaxRawSizes = 417;

    private static readonly string[] Sheets = [.. Checkout.Files.Where(f => f.EndsWith(".css", StringComparison.Ordinal) && Path.GetFileName(f) != Tokens)];

    [Fact]
    public void Sizes_ThatHaveAToken_AreNamedByIt()
    {
        var tokens = Token().Matches(Checkout.Read(Checkout.Files.Single(f => Path.GetFileName(f) == Tokens)))
            .ToLookup(m => m.Groups["group"].Value, m => (Name: m.Groups["name"].Value, Size: m.Groups["size"].Value));
        Assert.True(tokens["space"].Any() && tokens["fine"].Any() && tokens["radius"].Any());

        var raw = new List<string>();
        foreach (var (sheet, property, value) in Declarations())
        {
            var named = property switch
            {
                _ when Spacing().IsMatch(property) => tokens["space"].Concat(tokens["fine"]),
                _ when Radius().IsMatch(property) => tokens["radius"].Concat(tokens["round"]),
                _ => [],
            };
            raw.AddRange(named.Where(t => Size().Matches(value).Any(m => m.Value == t.Size))
                .Select(t => $"{sheet}: {property}: {value} has {t.Size}, which is var({t.Name})"));
        }

        Assert.True(raw.Count == 0, string.Join('\n', raw));
    }

    [Fact]
    public void RawSizes_BecomeNoMore()
    {
        var counts = Declarations().GroupBy(d => d.Sheet)
            .Select(g => (Sheet: g.Key, Count: g.Sum(d => Size().Count(d.Value)))).ToList();

        Assert.True(counts.Count > 5);
        Assert.True(counts.Sum(c => c.Count) <= MaxRawSizes, $"{counts.Sum(c => c.Count)} raw sizes, more than {MaxRawSizes}: {string.Join(", ", counts)}");
    }

    [Fact]
    public void Colours_StandInTheTokensOnly()
    {
        // What a mask lets through is no colour that is seen.
        var raw = Declarations().Where(d => d.Property != "mask-image" && Colour().IsMatch(d.Value)).Select(d => $"{d.Sheet}: {d.Property}: {d.Value}");
        Assert.Empty(raw);
    }

    private static IEnumerable<(string Sheet, string Property, string Value)> Declarations()
        => from sheet in Sheets
           from match in Declaration().Matches(Comment().Replace(Checkout.Read(sheet), ""))
           select (Path.GetFileName(sheet), match.Groups["property"].Value, match.Groups["value"].Value);

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=[{;]\s*)(?<property>[\w-]+)\s*:\s*(?<value>[^;{}]+)(?=[;}])")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<name>--(?<group>space|fine|radius|round)[\w-]*):\s*(?<size>\d+px);")]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<![\w#.(-])-?\d*\.?\d+(?:px|rem|em|ms|s|ch)(?!\w)|(?<=\()-?\d*\.?\d+(?:px|rem|em|ms|s|ch)(?!\w)")]
    private static partial Regex Size();

    [GeneratedRegex("^(padding|margin|gap|row-gap|column-gap)(-|$)")]
    private static partial Regex Spacing();

    [GeneratedRegex("^border(-\\w+)*-radius$")]
    private static partial Regex Radius();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch)a?\(")]
    private static partial Regex Colour();
}
