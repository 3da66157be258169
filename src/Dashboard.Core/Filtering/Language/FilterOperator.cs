namespace Dashboard.Core.Filtering.Language;

/// <summary>What stands between a field and its value, as the lexer read it.</summary>
internal enum FilterOperator
{
    Equal,
    Regex,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
