namespace Dashboard.Benchmarks.Input;

/// <summary>What somebody does on a page with the keyboard.</summary>
/// <param name="What">In words, for the table.</param>
/// <param name="Keys">Pressed in turn, so that it can go on for ever.</param>
/// <param name="Text">The text of answers.js that the key changes.</param>
/// <param name="Field">Where the keys are typed; null for the page itself.</param>
internal sealed record InputCase(string Page, string What, IReadOnlyList<string> Keys, string Text, string? Field = null)
{
    public static readonly IReadOnlyList<InputCase> All =
    [
        new("/tree", "next and previous row", ["j", "k"], "row"),
        new("/events", "next and previous row", ["j", "k"], "row"),
        new("/errors", "pause and resume", ["p", "p"], "pause"),
        new("/pids", "a digit of a pid, and away", ["1", "Backspace"], "pid", "pid-input"),
        new("/timeline", "zoom in and out", ["w", "s"], "range"),
    ];
}
