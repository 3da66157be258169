using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Tree;

/// <summary>The process tree: running and recently exited processes.</summary>
public sealed partial class TreeScreen
{
    private static readonly (string Value, string Name)[] Keeps =
        [("0", "not at all"), ("1", "1 s"), ("3", "3 s"), ("10", "10 s"), ("30", "30 s"), ("60", "60 s"), ("all", "for ever")];

    private const string ByBirth = "birth";

    private static readonly (string Value, string Name)[] ByChoices =
    [
        (ByBirth, "who bore them"), (ViewOptions.ByParent, "their parent now"), (ViewOptions.ByContainer, "their container"),
        (ViewOptions.ByCgroup, "their cgroup"), (ViewOptions.BySession, "their session"),
    ];

    private TreeGrid? _grid;
    private RenderFragment? _empty;
    private (int Total, int Processes, int Matched, int Hidden, int? Ended) _counts;
    private bool _pulled;
    private TreeLosses _losses = default!;

    [Inject]
    private TreeViewModel View { get; set; } = default!;

    [Inject]
    private EndedCount Ended { get; set; } = default!;

    /// <summary>The default choices, plus the value from the URL.</summary>
    private IEnumerable<(string Value, string Name)> KeepChoices
        => View.Options.LingerSeconds is { } asked && Keeps.All(k => k.Value != $"{asked}") ? Keeps.Prepend(($"{asked}", $"{asked} s")) : Keeps;

    private string By => Url.Get(ViewOptions.Lineage) is { } by && ByChoices.Any(c => c.Value == by) ? by : ByBirth;

    /// <summary>False for a paused view or a subtree, where the count of ended processes would be wrong.</summary>
    private bool MayHaveEnded => View.Options is { LingerNs: not null, Zoom: null } && !Pulse.Paused;

    private string Summary => Filter.IsActive
        ? $"{DisplayText.Count(_counts.Matched, "match", "matches")}, {DisplayText.Count(_counts.Hidden)} hidden"
        : DisplayText.Count(_counts.Processes, "process", "processes");

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Settings.ShowKeep();
        _losses = new TreeLosses(Capture, Pulse);
        _losses.Update(View.SpanNs);
    }

    protected override Task OnStoreAsync() => _grid?.FollowAsync() ?? Task.CompletedTask;

    protected override Task OnModeAsync() => _grid?.RefreshAsync() ?? Task.CompletedTask;

    /// <summary>Removes expired rows and losses that left the bars' span, even when no events arrive.</summary>
    protected override Task OnSecondAsync()
    {
        if (Pulse.Paused)
        {
            return Task.CompletedTask;
        }

        if (_losses.Update(View.SpanNs))
        {
            StateHasChanged();
        }

        return View.Lingers ? OnStoreAsync() : Task.CompletedTask;
    }

    protected override async Task OnQueryChangedAsync()
    {
        _losses.Update(View.SpanNs);
        StateHasChanged();
        await OnModeAsync();
    }

    private bool OnPulled()
    {
        var counts = (View.Last.Total, View.Last.Processes, View.Last.Matched, View.Last.Hidden, View.Last.Total == 0 && MayHaveEnded ? Ended.Read() : null);
        if (_pulled && counts == _counts)
        {
            return false;
        }

        _pulled = true;
        _counts = counts;
        _empty = counts.Total > 0 ? null : Empty();
        StateHasChanged();
        return true;
    }

    private void SetOnly(ChangeEventArgs e) => Url.Set((ViewOptions.Only, e.Value is true ? "1" : null));

    private Task SetKeep(ChangeEventArgs e) => Settings.SetKeepAsync($"{e.Value}");

    private void SetSpan(ChangeEventArgs e) => Url.Set((ViewOptions.Span, e.Value?.ToString()));

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
            default:
                return Task.FromResult(false);
        }
    }

    private RenderFragment Empty() => builder =>
    {
        if (View.Options.Zoom is not null && !Filter.IsActive)
        {
            // The path above the tree explains it and links out of the subtree.
            return;
        }

        if (View.Options.LingerSeconds is { } seconds && _counts.Ended is > 0 and var ended)
        {
            builder.OpenComponent<AllEnded>(0);
            builder.AddAttribute(1, nameof(AllEnded.Count), ended);
            builder.AddAttribute(2, nameof(AllEnded.LingerSeconds), seconds);
            builder.CloseComponent();
            return;
        }

        builder.OpenComponent<NothingHere>(3);
        builder.AddAttribute(4, nameof(NothingHere.What), "processes");
        builder.AddAttribute(5, nameof(NothingHere.Hidden), (long)_counts.Hidden);
        builder.CloseComponent();
    };
}
