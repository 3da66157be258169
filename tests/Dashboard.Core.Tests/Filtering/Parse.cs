using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering;

/// <summary>Parses a filter and asserts success or failure.</summary>
internal static class Parse
{
    public static Filter Good(string text)
    {
        Assert.True(Filter.TryParse(text, out var filter, out var error), $"{text}: {error}");
        Assert.Null(error);
        return filter;
    }

    public static FilterError Bad(string text)
    {
        Assert.False(Filter.TryParse(text, out _, out var error), $"{text} should be refused");
        Assert.InRange(error!.Position, 0, text.Length);
        Assert.InRange(error.Position + error.Length, error.Position, text.Length);
        return error;
    }

    public static FilterWarning? Warning(string text) => Good(text).Warnings.FirstOrDefault();
}
