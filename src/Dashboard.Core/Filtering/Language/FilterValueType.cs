namespace Dashboard.Core.Filtering.Language;

/// <summary>The type of a field's values.</summary>
public enum FilterValueType
{
    /// <summary>Any text; globs with <c>*</c> and regular expressions apply.</summary>
    Text,

    /// <summary>A whole number, possibly negative.</summary>
    Number,

    /// <summary>A number with a unit: ns, us, ms, s, m, h. Kept in nanoseconds.</summary>
    Duration,

    /// <summary>One of a set of names.</summary>
    Keyword,

    /// <summary>A pid, or a process id written PID-STARTNS.</summary>
    Process,
}
