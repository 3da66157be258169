namespace Dashboard.Core.Filtering.Language;

internal enum FilterTokenKind
{
    OpenParenthesis,
    CloseParenthesis,

    /// <summary>A minus before a term, word or parenthesis.</summary>
    Minus,

    /// <summary>Text without a field; also <c>and</c>, <c>or</c> and <c>not</c>.</summary>
    Word,

    /// <summary>Field, operator and value, without spaces between them.</summary>
    Term,

    /// <summary>The end of the text; empty.</summary>
    End,
}
