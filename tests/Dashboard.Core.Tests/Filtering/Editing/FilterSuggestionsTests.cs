using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Editing;

public sealed class FilterSuggestionsTests
{
    /// <summary>The bar marks the caret.</summary>
    [Theory]
    [InlineData("|", FilterSuggestionTarget.Field, null, "", 0, 0)]
    [InlineData("co|", FilterSuggestionTarget.Field, null, "co", 0, 2)]
    [InlineData("c|om", FilterSuggestionTarget.Field, null, "c", 0, 3)]
    [InlineData("co|m:x", FilterSuggestionTarget.Field, null, "co", 0, 4)]
    [InlineData("uid:0 -er|", FilterSuggestionTarget.Field, null, "er", 7, 2)]
    [InlineData("uid:0 |", FilterSuggestionTarget.Field, null, "", 6, 0)]
    [InlineData("(|)", FilterSuggestionTarget.Field, null, "", 1, 0)]
    [InlineData("(er|)", FilterSuggestionTarget.Field, null, "er", 1, 2)]
    [InlineData("errno:|", FilterSuggestionTarget.Value, FilterField.Errno, "", 6, 0)]
    [InlineData("errno:EN|", FilterSuggestionTarget.Value, FilterField.Errno, "EN", 6, 2)]
    [InlineData("errno:EN|OENT x", FilterSuggestionTarget.Value, FilterField.Errno, "EN", 6, 6)]
    [InlineData("errno:EPERM,EA| x", FilterSuggestionTarget.Value, FilterField.Errno, "EA", 12, 2)]
    [InlineData("errno:EPERM,|", FilterSuggestionTarget.Value, FilterField.Errno, "", 12, 0)]
    [InlineData("errno:EP|,EACCES", FilterSuggestionTarget.Value, FilterField.Errno, "EP", 6, 2)]
    [InlineData("comm:\"a b|", FilterSuggestionTarget.Value, FilterField.Comm, "a b", 5, 4)]
    [InlineData("comm:\"a|\"", FilterSuggestionTarget.Value, FilterField.Comm, "a", 5, 3)]
    [InlineData("comm~a|", FilterSuggestionTarget.None, null, "", 6, 0)]
    [InlineData("dur:<5|", FilterSuggestionTarget.None, null, "", 6, 0)]
    [InlineData("quux:a|", FilterSuggestionTarget.None, null, "", 6, 0)]
    [InlineData("\"a b|\"", FilterSuggestionTarget.None, null, "", 4, 0)]
    [InlineData("\"a b|", FilterSuggestionTarget.None, null, "", 4, 0)]
    public void At_Caret_KnowsWhatIsTyped(
        string marked, FilterSuggestionTarget target, FilterField? field, string prefix, int start, int length)
    {
        var caret = marked.IndexOf('|');

        var suggestions = FilterSuggestions.At(marked.Remove(caret, 1), caret);

        Assert.Equal(new FilterSuggestions(target, field, prefix, start, length), suggestions);
    }

    [Fact]
    public void Candidates_Field_AreThoseOfTheCatalogue()
    {
        var candidates = FilterSuggestions.At("c", 1).Candidates();

        Assert.Equal(["comm", "cgroup", "container", "cwd", "children"], candidates.Select(c => c.Label));
        Assert.Equal("comm:", candidates[0].Insert);
        Assert.NotNull(candidates[0].Description);
    }

    [Fact]
    public void Candidates_Value_RanksBeginningThenCount()
    {
        FilterValueCount[] seen = [new("bash", 5), new("sh", 900), new("ba sh", 7), new("zsh", 1)];

        var candidates = FilterSuggestions.At("comm:ba", 7).Candidates(_ => seen);

        Assert.Equal(["ba sh", "bash"], candidates.Select(c => c.Label));
        Assert.Equal("\"ba sh\"", candidates[0].Insert);
        Assert.Equal(7, candidates[0].Count);
        Assert.Equal(["sh", "ba sh"], FilterSuggestions.At("comm:SH", 7).Candidates(_ => seen, limit: 2).Select(c => c.Label));
    }

    [Fact]
    public void Candidates_KnownValues_CarryMeaningAndCount()
    {
        var candidates = FilterSuggestions.At("errno:", 6).Candidates(_ => [new("EACCES", 3), new("errno 524", 1)]);

        Assert.Equal(("EACCES", 3), (candidates[0].Label, candidates[0].Count));
        Assert.Equal("Permission denied", candidates[0].Description);
        Assert.Contains(FilterSuggestions.At("is:z", 4).Candidates(), c => c.Insert == "zombie");
    }

    [Fact]
    public void Candidates_Nothing_DoesNotAskForValues()
        => Assert.Empty(FilterSuggestions.At("comm~a", 6).Candidates(_ => throw new InvalidOperationException()));

    [Theory]
    [InlineData("uid:0 er|", "errno", "uid:0 errno:|")]
    [InlineData("er|:x", "errno", "errno:|x")]
    [InlineData("errno:EN|X y", "ENOENT", "errno:ENOENT| y")]
    [InlineData("errno:EPERM,E|", "ENOENT", "errno:EPERM,ENOENT|")]
    public void Apply_Candidate_ReplacesWhatWasTyped(string marked, string label, string expected)
    {
        var caret = marked.IndexOf('|');
        var text = marked.Remove(caret, 1);
        var suggestions = FilterSuggestions.At(text, caret);
        var candidate = suggestions.Candidates(limit: 500).Single(c => c.Label == label);

        var (applied, at) = suggestions.Apply(text, candidate);

        Assert.Equal(expected, applied.Insert(at, "|"));
    }
}
