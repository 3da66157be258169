using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterSyntaxTests
{
    [Fact]
    public void Lines_AreFilters()
    {
        Assert.Equal(5, FilterSyntax.Lines.Count);
        Assert.All(FilterSyntax.Lines, line => Assert.Empty(Parse.Good(line.Name).Warnings));
    }
}
