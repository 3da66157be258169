using System.Text.RegularExpressions;
using CsCheck;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Tests.Processes;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Matching;

public sealed class ArgumentTextTests
{
    private static readonly Gen<string[]> Lists = Gen.String[Gen.Char["ab -"], 0, 4].Array[1, 5];

    private static readonly TextTest[] Tests =
    [
        TextTest.Equal(false, "a"), TextTest.Equal(true, "A B"), TextTest.Equal(false, ""), TextTest.Equal(false, "a", "b"),
        TextTest.Containing("b"), TextTest.Containing("a b"), TextTest.Containing("B-"), TextTest.Matching(new Regex("^a.*b$", RegexOptions.NonBacktracking)),
    ];

    [Fact]
    public void Matches_OfBytes_IsThatOfTheTexts() => Lists.Sample(list =>
    {
        var text = new ArgumentText();
        Assert.All(Tests, test => Assert.Equal(text.Matches(list, test), text.Matches(ArgumentBlocks.Of(list).AsSpan(), test)));
    });
}
