namespace Dashboard.Core.Filtering.Editing;

/// <summary>What the caret is in.</summary>
public enum FilterSuggestionTarget
{
    /// <summary>Nothing that can be completed: a regular expression, a comparison, the inside of quoted text.</summary>
    None,

    /// <summary>The name of a field, or a bare word that may become one.</summary>
    Field,

    /// <summary>A value of a field.</summary>
    Value,
}
