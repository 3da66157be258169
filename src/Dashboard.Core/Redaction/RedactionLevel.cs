namespace Dashboard.Core.Redaction;

/// <summary>How much is taken for a secret.</summary>
public enum RedactionLevel
{
    /// <summary>Nothing is redacted.</summary>
    Off,

    /// <summary>What is a secret in all likelihood.</summary>
    Default,

    /// <summary>Also what may be one: file names and references behind a key word, and more key words.</summary>
    Strict,
}
