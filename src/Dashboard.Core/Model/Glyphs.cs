namespace Dashboard.Core.Model;

/// <summary>Characters that stand for a kind of event or for an outcome, on the pages and on the command line.</summary>
public static class Glyphs
{
    public const string Found = "·";
    public const string Fork = "+";
    public const string Exec = ">";
    public const string Failed = "×";
    public const string Exit = "−";
    public const string Signal = "!";
    public const string Lost = "~";
    public const string Clock = "*";
    public const string Other = "•";

    public const string Passed = "✓";
    public const string NotPassed = "✗";
    public const string Suspicious = "!";

    /// <summary>An empty page.</summary>
    public const string Nothing = "∅";
    public const string Paused = "‖";
    public const string Close = "×";
}
