namespace Dashboard.Server.Security;

/// <summary>What came of trying a token.</summary>
internal enum TokenVerdict
{
    Right,
    Wrong,

    /// <summary>Wrong, and too many wrong ones came before.</summary>
    TooMany,
}
