using Dashboard.Core.Model;
using Dashboard.Core.Tree;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Glyph, word and colour class of a kind of event; always used together.</summary>
/// <param name="Name">The CSS class suffix, which chooses the colour.</param>
public sealed record RowMark(string Glyph, string Word, string Name)
{
    public static readonly RowMark Found = new(Glyphs.Found, "already running", "found");
    public static readonly RowMark Fork = new(Glyphs.Fork, "forked", "fork");
    public static readonly RowMark Exec = new(Glyphs.Exec, "exec'd a new program", "exec");
    public static readonly RowMark Failed = new(Glyphs.Failed, "failed", "failed");
    public static readonly RowMark Exit = new(Glyphs.Exit, "exited", "exit");
    public static readonly RowMark Signal = new(Glyphs.Signal, "ended by a signal", "signal");
    public static readonly RowMark Lost = new(Glyphs.Lost, "events are missing", "lost");
    public static readonly RowMark Clock = new(Glyphs.Clock, "the wall clock was set", "clock");
    public static readonly RowMark Other = new(Glyphs.Other, "changed", "other");

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
