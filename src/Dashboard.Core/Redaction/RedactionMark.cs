using System.Buffers;
using System.Text;

namespace Dashboard.Core.Redaction;

/// <summary>What a secret becomes: ‹redacted:url-password›.</summary>
public static class RedactionMark
{
    public const string Start = "‹redacted:";
    public const string End = "›";

    /// <summary>The rules work on bytes as Latin-1 characters; so does this form of the mark.</summary>
    internal static readonly string LatinStart = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Start));
    internal static readonly string LatinEnd = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(End));

    private static readonly SearchValues<char> RuleCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static string Of(string rule) => Start + rule + End;

    /// <summary>True for exactly one mark: a value that only begins like one is redacted again.</summary>
    internal static bool Is(ReadOnlySpan<char> value)
        => value.StartsWith(LatinStart) && value.EndsWith(LatinEnd)
            && !value[LatinStart.Length..^LatinEnd.Length].ContainsAnyExcept(RuleCharacters);
}
