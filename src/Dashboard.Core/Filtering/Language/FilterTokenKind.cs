namespace Dashboard.Core.Filtering.Language;

internal enum FilterTokenKind
{
    OpenParenthesis,
    CloseParenthesis,

    /// <summary>A minus in front of something.</summary>
    Minus,

    /// <summary>Text without a field; <c>and</c>, <c>or</c> and <c>not</c> as well.</summary>
    Word,

    /// <summary>Field, operator and value, without a space between them.</summary>
    Term,

    /// <summary>The end of the text, with no characters.</summary>
    End,
}
