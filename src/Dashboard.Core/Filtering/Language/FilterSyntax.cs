namespace Dashboard.Core.Filtering.Language;

/// <summary>The syntax of filters in five lines, for the empty filter box and the help.</summary>
public static class FilterSyntax
{
    /// <summary>Each name is a valid filter.</summary>
    public static IReadOnlyList<FilterKeyword> Lines { get; } =
    [
        new("make", "text in the name, path or arguments; a number is a PID"),
        new("comm:make exit:>0", "field and value; a space means AND; also < <= > >="),
        new("comm:cc1,ld or path:/tmp/*", "a list, or, and * for any text"),
        new("-errno:ENOENT not (is:short uid:0)", "exclude with - or not; group with parentheses"),
        new("args~\"--jobs=[0-9]+\"", "regular expression; quotes around spaces"),
    ];
}
