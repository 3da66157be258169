using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Ui.Shared.Charts;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Timeline;

/// <summary>A row: a process or a group header. Renders only when its content has changed; its bar moves by CSS.</summary>
public sealed partial class TimelineLine : ComponentBase
{
    private const int MaxIndent = 14;

    /// <summary>Maximum failure ticks; more would overlap.</summary>
    private const int MaxTicks = 24;

    /// <summary>Maximum height in rows of the line to the parent; more than a screen has.</summary>
    private const int MaxUp = 120;

    /// <summary>Maximum segments of a bar.</summary>
    private const int MaxSegments = 24;

    private Signature _drawn;
    private bool _changed = true;

    [Parameter, EditorRequired]
    public TimelineRow Row { get; set; } = default!;

    [Parameter]
    public bool IsActive { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>True while a critical path is shown that does not include this process.</summary>
    [Parameter]
    public bool IsOffPath { get; set; }

    /// <summary>Intervals in which this process is on the critical path.</summary>
    [Parameter]
    public IReadOnlyList<CriticalStep>? PathSteps { get; set; }

    /// <summary>The range of a group's curve.</summary>
    [Parameter]
    public long FromNs { get; set; }

    [Parameter]
    public long ToNs { get; set; }

    /// <summary>The row was clicked: a process to select, or a group to open or close.</summary>
    [Parameter]
    public EventCallback<TimelineRow> OnOpen { get; set; }

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private ViewSettings Settings { get; set; } = default!;

    private Timestamp Start => Capture.Store.Clock.ToTimestamp(Row.Process!.Id.StartNs);

    private string Classes => string.Join(' ', new[]
    {
        "tl-row",
        Row.Process is { Exit: not null } ? "gone" : "",
        Row.Process is { IsMatch: false } ? "context" : "",
        IsSelected ? "selected" : "",
        IsOffPath ? "off-path" : "",
        PathSteps is { Count: > 0 } ? "on-path" : "",
    }.Where(c => c.Length > 0));

    public static string ElementId(TimelineRow row)
        => row.Process is { } process ? $"life-{process.Id}" : $"group-{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(row.Group!.Key))}";

    protected override void OnParametersSet()
    {
        var process = Row.Process;
        var now = new Signature(Row.Level, Row.PosInSet, Row.SetSize, Row.RowsToParent, IsActive, IsSelected, IsOffPath, PathSteps?.Count ?? 0, PathSteps is { Count: > 0 } steps ? steps[^1].ToNs : 0,
            process?.Comm, process?.Life ?? 0, process?.IsMatch ?? true, process?.State ?? default, process?.ReapedNs,
            process is null ? default : LifeSignature.Of(process.Images, process.FailedExecs, 0, process.Exit),
            Row.Group is { } group ? (group.Count, group.Failed, group.Running, group.Open, FromNs, ToNs) : default);
        _changed = now != _drawn;
        _drawn = now;
    }

    protected override bool ShouldRender() => _changed;

    /// <summary>One stroke for each step with failures.</summary>
    private static string FailuresOf(TimelineGroup group)
        => string.Concat(group.FailedAt.Select((failed, step) => failed > 0 ? string.Create(CultureInfo.InvariantCulture, $"M{step}.5 20v-20") : ""));

    private static string Title(Segment piece, bool fromSnapshot)
    {
        var what = piece.Image.N > 0 ? $"image {piece.Image.N}" : fromSnapshot ? "already running" : "copied by fork";
        return $"{piece.Name(40)}: {what}{(piece.EndNs is { } end ? $", {Durations.Of(end - piece.StartNs)}" : "")}";
    }

    private Task OpenAsync() => OnOpen.InvokeAsync(Row);

    /// <summary>Everything the row shows that can change, except its row number, which js/grid.js updates.</summary>
    private readonly record struct Signature(
        int Level, int PosInSet, int SetSize, int RowsToParent, bool IsActive, bool IsSelected, bool IsOffPath, int PathSteps, long PathTo,
        string? Comm, int Life, bool IsMatch, ProcessState State, long? ReapedNs, LifeSignature Images,
        (int Count, int Failed, int Running, bool Open, long FromNs, long ToNs) Group);
}
