using Dashboard.Ui.Shared.Grid;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Events;

/// <summary>Events, newest first. Virtualize cannot keep its scroll position while rows are added on top, so the list freezes while scrolled down.</summary>
public sealed partial class EventList
{
    [Parameter, EditorRequired]
    public EventsViewModel View { get; set; } = default!;

    protected override string Id => "events";

    protected override string Label => "Events, newest first";

    protected override string Reading => "Reading the events…";

    protected override string Class => Settings.Times.SinceUnixNs is null ? "events" : "events since";

    protected override string Role => "grid";

    /// <summary>--row-list of tokens.css.</summary>
    protected override int RowPixels => Settings.RowHeight(28);

    protected override string RowClass => "erow";

    protected override (string ElementId, int Index)? ActiveRow
        => View.Move(0) is { } place && View.ActiveSeq is { } seq ? (EventLine.ElementId(seq), place) : null;

    /// <summary>Moves to the next failure and focuses its row; false when there is none.</summary>
    public async Task<bool> JumpAsync(bool older)
    {
        if (View.MoveToFailure(older) is null)
        {
            return false;
        }

        await RefreshAsync();
        await FocusActiveAsync();
        return true;
    }

    public override void Dispose()
    {
        base.Dispose();
        Url.Changed -= OnUrlChanged;
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Url.Changed += OnUrlChanged;
    }

    protected override Task WatchAsync(DotNetObjectReference<LiveGrid<PlacedEvent>> self) => Browser.WatchScrollAsync(Id, self).AsTask();

    protected override GridPage<PlacedEvent> Pull(int offset, int limit)
        => new(View.Pull(offset, limit).Select((row, i) => new PlacedEvent(row, offset + i)), View.Total, View.Waiting);

    protected override Task OnScrolledAsync(bool atTop)
    {
        View.Freeze(!atTop);
        return RefreshAsync();
    }

    // Freeze while rows are walked by keyboard: under load the row would be gone before it gets the focus.
    protected override bool Move(int rows)
    {
        View.Freeze(true);
        return View.Move(rows) is not null;
    }

    protected override bool MoveTo(int index)
    {
        View.Freeze(index > 0);
        return View.MoveTo(index) is not null;
    }

    protected override void Enter()
    {
        if (View.ActiveProcess() is { } process)
        {
            ToggleSelection(process);
        }
    }

    /// <summary>The page does not render itself when only the selection changes.</summary>
    private void OnUrlChanged() => _ = InvokeAsync(StateHasChanged);

    private async Task ThawAsync()
    {
        View.Freeze(false);
        await Browser.ScrollToRowAsync(Id, 0);
        await RefreshAsync();
    }

    private void Select(EventRow row)
    {
        View.Activate(row.Seq);
        if (row.IsKnown)
        {
            ToggleSelection(row.Process);
        }
    }
}
