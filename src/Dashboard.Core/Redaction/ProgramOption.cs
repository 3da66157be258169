namespace Dashboard.Core.Redaction;

/// <summary>An option of a program whose value is a secret, though its name does not say so.</summary>
/// <param name="Options">Its spellings; the program's own name for a position behind it.</param>
/// <param name="Glued">The value may follow without a space: -pVALUE.</param>
/// <param name="Next">The value may be the next word.</param>
internal sealed record ProgramOption(string Rule, string[] Options, bool Glued = false, bool Next = false)
{
    /// <summary>Number of words between the option and the value.</summary>
    public int Skip { get; init; }

    /// <summary>The secret is what follows this character in the value; a value without it has none.</summary>
    public char Separator { get; init; }

    /// <summary>A word that must come before: "login".</summary>
    public string? After { get; init; }

    /// <summary>May be the last letter of several: -sSu.</summary>
    public bool InClusters { get; init; }

    /// <summary>The first word that is no option is the start of another command.</summary>
    public bool OnlyBeforeCommand { get; init; }
}
