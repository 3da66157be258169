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

    /// <summary>One of many literal texts is a piece of the text: what an "or" of words becomes.</summary>
    ContainsAny,

    /// <summary>The whole text is one of many: what a list of values becomes.</summary>
    EqualAny,
}
