using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Editing;

public sealed class FilterChoicesTests
{
    [Theory]
    [InlineData("", FilterField.Comm, "a", "comm:a")]
    [InlineData("uid:0", FilterField.Comm, "a", "uid:0 comm:a")]
    [InlineData("comm:a uid:0", FilterField.Comm, "b", "comm:a,b uid:0")]
    [InlineData("comm:a uid:0", FilterField.Comm, "a", "comm:a uid:0")]
    [InlineData("comm:a", FilterField.Comm, "x y", "comm:a,\"x y\"")]
    [InlineData("comm:\"a,b\"", FilterField.Comm, "c", "comm:\"a,b\",c")]
    [InlineData("uid:0 (comm:a or comm:b)", FilterField.Comm, "c", "uid:0 (comm:a or comm:b or comm:c)")]
    [InlineData("comm:a or comm:b", FilterField.Comm, "c", "(comm:a or comm:b or comm:c)")]
    [InlineData("comm:a or uid:0", FilterField.Comm, "c", "(comm:a or uid:0) comm:c")]
    [InlineData("comm:a*", FilterField.Comm, "b", "comm:a* comm:b")]
    [InlineData("comm~a", FilterField.Comm, "b", "comm~a comm:b")]
    [InlineData("-comm:a", FilterField.Comm, "b", "-comm:a comm:b")]
    [InlineData("kind:fork", FilterField.Kind, "exec", "kind:fork,exec")]
    [InlineData("errno:2", FilterField.Errno, "EACCES", "errno:2,EACCES")]
    [InlineData("errno:ENOENT", FilterField.Errno, "errno 524", "errno:ENOENT,524")]
    public void With_AValue_AsksForEither(string filter, FilterField field, string value, string wanted)
        => Assert.Equal(wanted, FilterChoices.With(Parse(filter), field, value));

    [Theory]
    [InlineData("comm:a,b uid:0", FilterField.Comm, "a", "comm:b uid:0")]
    [InlineData("comm:a uid:0", FilterField.Comm, "a", "uid:0")]
    [InlineData("uid:0 (comm:a or comm:b)", FilterField.Comm, "a", "uid:0 comm:b")]
    [InlineData("(comm:a or comm:b or comm:c)", FilterField.Comm, "b", "(comm:a or comm:c)")]
    [InlineData("kind:fork,exec,exit", FilterField.Kind, "fork", "kind:exec,exit")]
    [InlineData("kind:fork,exec", FilterField.Kind, "exec", "kind:fork")]
    [InlineData("errno:2,13", FilterField.Errno, "ENOENT", "errno:13")]
    [InlineData("comm:\"a,b\",c", FilterField.Comm, "a,b", "comm:c")]
    [InlineData("comm:a", FilterField.Comm, "b", "comm:a")]
    public void Without_AValue_LeavesTheOthers(string filter, FilterField field, string value, string wanted)
        => Assert.Equal(wanted, FilterChoices.Without(Parse(filter), field, value));

    [Theory]
    [InlineData("comm:a,b uid:0", "uid:0 comm:c")]
    [InlineData("comm:a or comm:b", "comm:c")]
    [InlineData("comm:a or uid:0", "(comm:a or uid:0) comm:c")]
    [InlineData("comm:x* -comm:y", "comm:x* -comm:y comm:c")]
    public void Only_AValue_ReplacesTheChoice(string filter, string wanted)
        => Assert.Equal(wanted, FilterChoices.Only(Parse(filter), FilterField.Comm, "c"));

    [Theory]
    [InlineData("comm:a,b", "a", true)]
    [InlineData("comm:a,b", "c", false)]
    [InlineData("comm:a*", "a", false)]
    [InlineData("-comm:a", "a", false)]
    [InlineData("path:a", "a", false)]
    public void Has_AValue_IsDistinguishedFromOthers(string filter, string value, bool has)
        => Assert.Equal(has, TopLevelTerms.Of(Parse(filter)).Any(t => FilterChoices.Has(t, FilterField.Comm, value)));

    [Theory]
    [InlineData("comm:a uid:0", "uid:0")]
    [InlineData("comm:a", "")]
    [InlineData("uid:0 -comm:a", null)]
    [InlineData("", null)]
    public void WithoutField_AField_IsTheFilterWithoutItsChoice(string filter, string? wanted)
        => Assert.Equal(wanted, FilterChoices.WithoutField(Parse(filter), FilterField.Comm));

    private static Filter Parse(string text) => Filter.TryParse(text, out var filter, out var error) ? filter : throw new ArgumentException(error.Message);
}
