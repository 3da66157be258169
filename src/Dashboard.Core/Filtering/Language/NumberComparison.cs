namespace Dashboard.Core.Filtering.Language;

/// <summary>How a number is compared with the value of a filter.</summary>
public enum NumberComparison
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Any number matches: <c>exit:*</c>. An absent one does not.</summary>
    Present,
}
