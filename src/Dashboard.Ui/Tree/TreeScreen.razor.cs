using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Ui.Tree;

/// <summary>The process tree: running and recently exited processes.</summary>
public sealed partial class TreeScreen
{
    private static readonly (string Value, string Name)[] Keeps =
        [("0", "never"), ("1", "1 s"), ("3", "3 s"), ("10", "10 s"), ("30", "30 s"), ("60", "60 s"), ("all", "always")];

    private const string ByBirth = "birth";

    private static readonly (string Value, string Name)[] ByChoices =
    [
        (ByBirth, "original parent"), (ViewOptions.ByParent, "current parent"), (ViewOptions.ByContainer, "container"),
        (ViewOptions.ByCgroup, "cgroup"), (ViewOptions.BySession, "session"),
    ];

    private TreeGrid? _grid;
    private RenderFragment? _empty;
    private (int Total, TreeCounts Counts, int? Ended, int Marks, StormAnnouncement? Storm) _drawn;
    private StormAnnouncement? _storm;
    private bool _pulled;
    private TreeLosses _losses = default!;

    [Inject]
    private TreeViewModel View { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private EndedCount Ended { get; set; } = default!;

    /// <summary>The default choices, plus the value from the URL.</summary>
    private IEnumerable<(string Value, string Name)> KeepChoices
        => View.Options.LingerSeconds is { } asked && Keeps.All(k => k.Value != $"{asked}") ? Keeps.Prepend(($"{asked}", $"{asked} s")) : Keeps;

    private string By => Url.Get(ViewOptions.Lineage) is { } by && ByChoices.Any(c => c.Value == by) ? by : ByBirth;

    /// <summary>False for a paused view or a subtree, where the count of ended processes would be wrong.</summary>
    private bool MayHaveEnded => View.Options is { LingerNs: not null, Zoom: null } && !Pulse.Paused;

    private string Summary => !_pulled ? "Reading…" : Filter.IsActive
        ? $"{DisplayText.Count(_drawn.Counts.Matched)} of {DisplayText.Count(_drawn.Counts.Kept, "process", "processes")}"
        : DisplayText.Count(_drawn.Counts.Processes, "process", "processes");

    /// <summary>Matching processes that have ended and whose rows have left the tree; null while that is not asked.</summary>
    private int? EndedElsewhere => _drawn is { Total: > 0, Ended: { } ended } ? Math.Max(0, ended - _drawn.Counts.Ended) : null;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Settings.ShowStored();
        _losses = new TreeLosses(Capture);
        _losses.Update(View.Axis);
    }

    protected override Task OnStoreAsync() => _grid?.FollowAsync() ?? Task.CompletedTask;

    protected override Task OnModeAsync() => _grid?.RefreshAsync() ?? Task.CompletedTask;

    /// <summary>Removes expired rows, storms and losses that left the bars' span, even when no events arrive; sorts again.</summary>
    protected override Task OnSecondAsync()
    {
        if (Pulse.Paused)
        {
            return Task.CompletedTask;
        }

        if (_losses.Update(View.Axis))
        {
            StateHasChanged();
        }

        return View.Lingers || View.Storm is not null || View.Options.Sort is not null || View.ReadsNow ? OnStoreAsync() : Task.CompletedTask;
    }

    protected override async Task OnQueryChangedAsync()
    {
        // The router draws a page before UrlState has its address: what is remembered can be written only now.
        Settings.ShowStored();
        _losses.Update(View.Axis);
        StateHasChanged();
        await OnModeAsync();
    }

    private bool OnPulled()
    {
        var asksForEnded = MayHaveEnded && (View.Last.Total == 0 || Filter.IsActive);
        var now = (View.Last.Total, View.Last.Counts, asksForEnded ? Ended.Read() : null, View.Marks.Rows.Count, View.Storm);
        if (_pulled && now == _drawn)
        {
            return false;
        }

        _pulled = true;
        _drawn = now;
        _storm = View.Storm;
        _empty = now.Total > 0 ? null : Empty();
        StateHasChanged();
        return true;
    }

    private Task SetKeep(ChangeEventArgs e) => Settings.SetKeepAsync($"{e.Value}");

    private void SetStorms(ChangeEventArgs e) => Url.Set((ViewOptions.Storms, e.Value is true ? null : ViewOptions.Open));

    private void SetLineage(ChangeEventArgs e)
        => Url.Set((ViewOptions.Lineage, e.Value?.ToString() is { } by && by != ByBirth ? by : null));

    private void Zoom(ProcessId? root) => Url.Set((ViewOptions.Root, root?.ToString()));

    /// <summary>Following needs a selection; without one the active row is selected.</summary>
    private void SetFollow(bool follow)
    {
        if (follow && View.Selected is null && View.Active is { } active)
        {
            View.Select(active);
        }

        Url.Set((ViewOptions.Following, follow ? "1" : null));
    }

    protected override Task<bool> OnKeyAsync(string command)
    {
        switch (command)
        {
            case "zoom":
                Zoom(View.Active == View.Options.Zoom ? null : View.Active);
                return Task.FromResult(true);
            case "follow":
                SetFollow(!View.Options.Follow);
                return Task.FromResult(true);
            case "unsort":
                Url.Set((ViewOptions.SortBy, null));
                return Task.FromResult(true);
            case "copy-rows":
                return CopyRowsAsync();
            default:
                return Task.FromResult(false);
        }
    }

    private async Task<bool> CopyRowsAsync()
    {
        await CopyAsync();
        return true;
    }

    private async Task CopyAsync()
    {
        var rows = View.MarkedOrActive();
        var usages = View.ReadNow(rows);
        await Browser.CopyAsync(TreeCells.ToTable(View.Options.Shown, rows.Select(row => (row, usages.GetValueOrDefault(row.Id))), Capture.Store.Clock, Settings.Times));
        Snackbar.Add($"Copied {DisplayText.Count(rows.Count, "row", "rows")}.", Severity.Normal, options => options.HideIcon = true);
    }

    /// <summary>Not by identity, which the filter language does not have: a PID that was used again brings its other processes too.</summary>
    private Task OnlyMarked()
    {
        var pids = string.Join(',', View.Marks.Rows.Select(row => row.Pid).Distinct().Order());
        View.Marks.Clear();
        Filter.Settle();
        Filter.Set(FilterTermBuilder.Include(Filter.Applied.Text, $"{FilterCatalogue.Of(FilterField.Pid).Name}:{pids}"));
        return OnModeAsync();
    }

    private Task ClearMarksAsync()
    {
        View.Marks.Clear();
        return OnModeAsync();
    }

    private async Task ShowStormAsync()
    {
        if (_storm is { } storm && _grid is { } grid && View.RevealStorm(storm) is not null)
        {
            await grid.ShowActiveAsync();
        }
    }

    private RenderFragment Empty() => builder =>
    {
        if (View.Options.Zoom is not null && !Filter.IsActive)
        {
            // The path above the tree explains it and links out of the subtree.
            return;
        }

        if (View.Options.LingerSeconds is { } seconds && _drawn.Ended is > 0 and var ended)
        {
            builder.OpenComponent<AllEnded>(0);
            builder.AddAttribute(1, nameof(AllEnded.Count), ended);
            builder.AddAttribute(2, nameof(AllEnded.LingerSeconds), seconds);
            builder.CloseComponent();
            return;
        }

        builder.OpenComponent<NothingHere>(3);
        builder.AddAttribute(4, nameof(NothingHere.What), "processes");
        builder.AddAttribute(5, nameof(NothingHere.Hidden), (long)_drawn.Counts.Hidden);
        builder.CloseComponent();
    };
}
