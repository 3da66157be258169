namespace Dashboard.Core.Filtering.Language;

/// <summary>How a text is compared with the value of a filter.</summary>
public enum TextTestKind
{
    /// <summary>The whole text is the same.</summary>
    Equal,

    /// <summary>The whole text has the literal parts in this order, with anything between them.</summary>
    Glob,

    /// <summary>As <see cref="Glob"/>, anywhere in the text.</summary>
    Contains,

    /// <summary>A regular expression matches somewhere in the text.</summary>
    Regex,

    /// <summary>The text contains one of many literals: the merged form of words joined by "or".</summary>
    ContainsAny,

    /// <summary>The text equals one of many: the merged form of a list of values.</summary>
    EqualAny,
}
