using System.Diagnostics;
using CsCheck;
using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering;

public sealed class FilterHostileTests
{
    private static readonly string[] Pieces =
    [
        "comm", "path", "pid", "dur", "errno", "signal", "is", "kind", "under", "ret", "user", "quux", ":", ":", ":", "~", "<", "<=", ">",
        "-", "not ", " or ", " and ", "(", ")", "\"", "\\", ",", "*", " ", "  ", "5", "-5", "50ms", "ENOENT", "SIGKILL", "failed", "exec",
        "1200-77", "a", "[", "]", "{1,3}", "+", "?", "|", "^", "$", "\0", "\u001b", "\ud800", "\uEF80", "é", "\u202e", "\n",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String[Gen.Char, 0, 60],
        Gen.Select(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 24], pieces => string.Concat(pieces)));

    [Fact]
    public void TryParse_AnyText_NeverThrowsAndPointsInside()
        => AnyText.Sample(text =>
        {
            if (Filter.TryParse(text, out var filter, out var error))
            {
                filter.Matches(FakeSubject.Full());
                filter.Matches(new FakeSubject());
                Assert.All(filter.Warnings, w => Assert.InRange(w.Position + w.Length, w.Position, text.Length));
            }
            else
            {
                Assert.InRange(error!.Position, 0, text.Length);
                Assert.InRange(error.Position + error.Length, error.Position, text.Length);
                Assert.NotEqual("not a filter", error.Message);
            }
        }, iter: 100_000);

    [Fact]
    public void ToString_AnyFilter_ParsesToTheSame()
        => AnyText.Sample(text =>
        {
            if (Filter.TryParse(text, out var filter, out _) && !filter.IsEverything)
            {
                var canonical = filter.Expression.ToString();
                Assert.True(Filter.TryParse(canonical, out var again, out var error), $"{canonical}: {error}");
                Assert.Equal(canonical, again.Expression.ToString());
                Assert.Equal(filter.Matches(FakeSubject.Full()), again.Matches(FakeSubject.Full()));
            }
        }, iter: 20_000);

    [Fact]
    public void At_AnyTextAnyCaret_StaysInside()
        => Gen.Select(AnyText, Gen.Int[-3, 70]).Sample((text, caret) =>
        {
            var suggestions = FilterSuggestions.At(text, caret);
            Assert.InRange(suggestions.Start, 0, text.Length);
            Assert.InRange(suggestions.Start + suggestions.Length, suggestions.Start, text.Length);
            foreach (var candidate in suggestions.Candidates(_ => [new("x y", 3)]))
            {
                suggestions.Apply(text, candidate);
            }
        }, iter: 20_000);

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("not ")]
    [InlineData("-(")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("a or ")]
    [InlineData("a ")]
    [InlineData(",")]
    [InlineData("comm:a,")]
    [InlineData("comm~(a|")]
    public void TryParse_RepeatedToTheLimit_EndsSoon(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Filter.MaxLength / piece.Length));
        var watch = Stopwatch.StartNew();

        _ = Filter.TryParse(text, out var filter, out _);
        filter.Matches(FakeSubject.Full());

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("comm~(a+)+$")]
    [InlineData("comm~(a|aa)+$")]
    [InlineData("comm~(.*a){20}")]
    [InlineData("comm~((a{0,100}){0,100}){0,100}")]
    [InlineData("comm~(x+x+)+y")]
    public void Matches_HostileRegex_EndsSoonOrIsRefused(string text)
    {
        var watch = Stopwatch.StartNew();

        if (Filter.TryParse(text, out var filter, out _))
        {
            filter.Matches(new FakeSubject().Text(FilterField.Comm, new string('a', 100_000) + "!"));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }
}
