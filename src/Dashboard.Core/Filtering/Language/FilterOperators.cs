namespace Dashboard.Core.Filtering.Language;

/// <summary>The operators that a field allows.</summary>
[Flags]
public enum FilterOperators
{
    /// <summary><c>:</c>, with lists.</summary>
    Equal = 1,

    /// <summary><c>~</c>, a regular expression.</summary>
    Regex = 2,

    /// <summary><c>&lt; &lt;= &gt; &gt;=</c>, alone or after the colon.</summary>
    Compare = 4,
}
