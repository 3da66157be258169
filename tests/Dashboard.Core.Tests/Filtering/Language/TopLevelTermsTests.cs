using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class TopLevelTermsTests
{
    [Fact]
    public void Of_TermsOfTheText_AreAsTheyWereWritten()
    {
        var terms = TopLevelTerms.Of(Parse("comm:cc1 -errno:2 make (uid:0 or path:\"/tmp/a b\") comm:a,b"));

        Assert.Equal(["comm:cc1", "-errno:2", "make", "(uid:0 or path:\"/tmp/a b\")", "comm:a,b"], terms.Select(t => t.Text));
        Assert.Equal([FilterField.Comm, FilterField.Errno, null, null, FilterField.Comm], terms.Select(t => t.Field));
        Assert.Equal([false, true, false, false, false], terms.Select(t => t.Excludes));
    }

    [Fact]
    public void Of_EmptyFilter_IsNone() => Assert.Empty(TopLevelTerms.Of(Filter.Everything));

    [Theory]
    [InlineData("comm:cc1 -errno:ENOENT", "-errno:ENOENT", "comm:cc1")]
    [InlineData("comm:cc1 -errno:2", "-errno:ENOENT", "comm:cc1")]
    [InlineData("comm:cc1", "comm:cc1", "")]
    [InlineData("comm:\"a b\" uid:0", "comm:\"a b\"", "uid:0")]
    [InlineData("kind:exec uid:0", "kind:exec", "uid:0")]
    [InlineData("uid:0 (comm:a or comm:b) comm:c", "comm:c", "uid:0 (comm:a or comm:b)")]
    [InlineData("not comm:a uid:0", "-comm:a", "uid:0")]
    [InlineData("uid:0 not (comm:a or path:b)", "uid:0", "-(comm:a or path:b)")]
    [InlineData("comm:a or comm:b", "comm:a", "comm:a or comm:b")]
    public void Without_OneTerm_LeavesTheOthers(string filter, string term, string rest)
    {
        var left = TopLevelTerms.Without(Parse(filter), term);

        Assert.Equal(TopLevelTerms.Normal(rest), TopLevelTerms.Normal(left));
        Assert.Equal(rest.Length, left.Length - (left.StartsWith('(') && !rest.StartsWith('(') ? 2 : 0));
    }

    [Theory]
    [InlineData("comm:x", "comm:cc1")]
    [InlineData("a or b", "kind:exec")]
    [InlineData("", "cgroup:\"/a b/\\\"c\"")]
    public void Include_AndThenWithout_IsTheFilterOfBefore(string filter, string term)
    {
        var with = Parse(FilterTermBuilder.Include(filter, term));

        Assert.Equal(TopLevelTerms.Normal(filter), TopLevelTerms.Normal(TopLevelTerms.Without(with, term)));
    }

    private static Filter Parse(string text) => Filter.TryParse(text, out var filter, out var error) ? filter : throw new ArgumentException(error.Message);
}
