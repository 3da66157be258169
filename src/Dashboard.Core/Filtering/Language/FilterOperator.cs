namespace Dashboard.Core.Filtering.Language;

/// <summary>The operator between a field and its value, as read by the lexer.</summary>
internal enum FilterOperator
{
    Equal,
    Regex,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
