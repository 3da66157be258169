using Dashboard.Core.Tree;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Glyph, word and colour class of a kind of event; always used together.</summary>
/// <param name="Name">The CSS class suffix, which chooses the colour.</param>
public sealed record RowMark(string Glyph, string Word, string Name)
{
    public static readonly RowMark Found = new("·", "was there before capture", "found");
    public static readonly RowMark Fork = new("+", "forked", "fork");
    public static readonly RowMark Exec = new(">", "runs a new image", "exec");
    public static readonly RowMark Failed = new("×", "failed", "failed");
    public static readonly RowMark Exit = new("−", "exited", "exit");
    public static readonly RowMark Signal = new("!", "ended by a signal", "signal");
    public static readonly RowMark Lost = new("~", "events are missing", "lost");
    public static readonly RowMark Clock = new("*", "the wall clock was set", "clock");
    public static readonly RowMark Other = new("•", "changed", "other");

    /// <summary>True for a mark of a process, false for one of the machine or the capture.</summary>
    public bool IsOfAProcess => this != Lost && this != Clock;

    /// <summary>The mark for the latest change of a process: its exit, else its newest image, else its birth.</summary>
    public static RowMark Of(TreeRow row) => row switch
    {
        { Exit.Signal: not null } => Signal,
        { Exit: not null, Failed: true } => Failed,
        { Exit: not null } => Exit,
        { FinalFailureCount: > 0 } => Failed,
        { Images.Count: > 1 } => Exec,
        { FromSnapshot: true } => Found,
        { Images: [{ N: > 0 }] } => Exec,
        _ => Fork,
    };
}
