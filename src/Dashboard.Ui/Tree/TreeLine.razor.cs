using System.Globalization;
using System.Text;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Ui.Tree;

/// <summary>A process row. Renders only when its content or position has changed.</summary>
public sealed partial class TreeLine : ComponentBase
{
    /// <summary>Maximum indentation, so that a deep chain of shells does not push the names out of view.</summary>
    public const int MaxIndent = 18;

    private const long FreshNs = 1_500_000_000;

    private RowMark _mark = RowMark.Other;
    private Signature _drawn;
    private bool _changed = true;
    private bool _fresh;

    /// <summary>The age when the row was first rendered; the browser counts on from there (js/clock.js).</summary>
    private string _age = "";

    [Parameter, EditorRequired]
    public TreeRow Row { get; set; } = default!;

    [Parameter, EditorRequired]
    public int Index { get; set; }

    [Parameter]
    public bool IsActive { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>One of several rows that are selected together.</summary>
    [Parameter]
    public bool IsMarked { get; set; }

    [Parameter, EditorRequired]
    public TreeColumns Columns { get; set; } = default!;

    /// <summary>CPU and memory now; null when no column shows them.</summary>
    [Parameter]
    public ProcessUsage? Usage { get; set; }

    [Parameter]
    public long NowBootNs { get; set; }

    [Parameter]
    public EventCallback<RowClick> OnSelect { get; set; }

    [Parameter]
    public EventCallback<TreeRowKey> OnToggle { get; set; }

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private ViewSettings Settings { get; set; } = default!;

    private string? Expanded => Row.HasChildren ? (Row.Expanded ? "true" : "false") : null;

    private string Since => (Row.BeganBootNs / 1e9).ToString("0.###", CultureInfo.InvariantCulture);

    private string Classes => string.Join(' ', new[]
    {
        "trow",
        _fresh ? "fresh" : "",
        Row.Exit is null ? "" : "gone",
        Row.IsMatch ? "" : "context",
        IsSelected ? "selected" : "",
        IsMarked ? "marked" : "",
    }.Where(c => c.Length > 0));

    /// <summary>Names of storms and groups are hex-encoded, because they may contain any character.</summary>
    public static string ElementId(TreeRowKey row) => row switch
    {
        { StormComm: { } comm } => $"storm-{row.Process}-{Hexadecimal(comm)}{Group(row)}",
        { Group: not null } => $"group{Group(row)}",
        _ => $"row-{row.Process}",
    };

    private static string Group(TreeRowKey row)
        => row.Group is { } group ? $"-{(group.Name is { } name ? Hexadecimal(name) : group.IsKnown ? "none" : "unknown")}" : "";

    private static string Hexadecimal(string text) => Convert.ToHexStringLower(Encoding.Unicode.GetBytes(text));

    protected override void OnInitialized()
    {
        _fresh = !Row.FromSnapshot && NowBootNs - Row.Id.StartNs < FreshNs;
        _age = Durations.Age(Row.LifetimeNs);
    }

    protected override void OnParametersSet()
    {
        _mark = RowMark.Of(Row);
        var now = new Signature(Row.ChangedSeq, Row.Level, Row.PosInSet, Row.SetSize, Row.HasChildren, Row.Expanded, Row.IsMatch, Row.Life,
            Row.State, Row.Exit is null, Row.Images.Count, Row.FailedExecs.Count, Row.FinalFailureCount, Row.ChildCount, Row.LiveChildCount,
            Row.User, Row.Comm, Row.Parent, Usage, Columns, IsActive, IsSelected, IsMarked);
        _changed = now != _drawn;
        _drawn = now;
    }

    protected override bool ShouldRender() => _changed;

    private Task SelectAsync(MouseEventArgs click) => OnSelect.InvokeAsync(new RowClick(Row.Id, click.CtrlKey || click.MetaKey, click.ShiftKey));

    private Task ToggleAsync() => OnToggle.InvokeAsync(Row.Key);

    /// <summary>
    /// Everything the row shows that can change. Excludes the age and the row number, which the browser updates
    /// (js/clock.js, js/grid.js): including them would resend every row.
    /// </summary>
    private readonly record struct Signature(
        long ChangedSeq, int Level, int PosInSet, int SetSize, bool HasChildren, bool Expanded, bool IsMatch, int Life,
        ProcessState State, bool Running, int Images, int FailedExecs, long FinalFailures, int ChildCount, int LiveChildCount,
        string? User, string Comm, ProcessReference? Parent, ProcessUsage? Usage, TreeColumns Columns, bool IsActive, bool IsSelected, bool IsMarked);
}
