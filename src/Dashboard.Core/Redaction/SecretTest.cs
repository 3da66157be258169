namespace Dashboard.Core.Redaction;

/// <summary>Which values behind a key word are secrets.</summary>
internal enum SecretTest
{
    /// <summary>All but references and placeholders.</summary>
    Any,

    /// <summary>Not a few digits either: "--pass 2" is the second pass of an encoder.</summary>
    NotNumber,

    /// <summary>Only what looks random.</summary>
    Random,

    /// <summary>A name with a password, "ann:secret", or what looks random.</summary>
    Pair,

    /// <summary>"name=value".</summary>
    Cookie,
}
