namespace Dashboard.Server.Security;

/// <summary>Result of checking a token.</summary>
internal enum TokenVerdict
{
    Right,
    Wrong,

    /// <summary>Wrong, after too many wrong ones.</summary>
    TooMany,
}
