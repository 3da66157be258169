using Dashboard.Core.Feeds;
using Dashboard.Ui.Components.Empty;
using Dashboard.Ui.Components.Tree;
using Dashboard.Ui.State;
using Dashboard.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Pages;

/// <summary>What is running, and what just ran.</summary>
public sealed partial class TreeScreen : IDisposable
{
    private static readonly (string Value, string Name)[] Keeps =
        [("0", "not at all"), ("1", "1 s"), ("3", "3 s"), ("10", "10 s"), ("30", "30 s"), ("60", "60 s"), ("all", "for ever")];

    private TreeGrid? _grid;
    private RenderFragment? _empty;
    private (int Total, int Matched, int Hidden) _counts;
    private bool _pulled;

    [Inject]
    private TreeView View { get; set; } = default!;

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private FilterState Filter { get; set; } = default!;

    [Inject]
    private UrlState Url { get; set; } = default!;

    [Inject]
    private Capture Capture { get; set; } = default!;

    private string Summary => Filter.IsActive
        ? $"{Shown.Count(_counts.Matched, "match", "matches")}, {Shown.Count(_counts.Hidden)} hidden"
        : Shown.Count(_counts.Total, "process", "processes");

    public void Dispose()
    {
        Pulse.Refresh -= FollowAsync;
        Pulse.ModeChanged -= RefreshAsync;
        Pulse.Second -= SecondAsync;
        Filter.Changed -= OnChanged;
        Url.Changed -= OnChanged;
    }

    protected override void OnInitialized()
    {
        Pulse.Refresh += FollowAsync;
        Pulse.ModeChanged += RefreshAsync;
        Pulse.Second += SecondAsync;
        Filter.Changed += OnChanged;
        Url.Changed += OnChanged;
    }

    /// <summary>Rows that have lingered long enough go, also when nothing else happens.</summary>
    private Task SecondAsync() => View.Lingers && !Pulse.Paused ? FollowAsync() : Task.CompletedTask;

    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        StateHasChanged();
        await RefreshAsync();
    });

    private Task FollowAsync() => InvokeAsync(() => _grid?.FollowAsync() ?? Task.CompletedTask);

    private Task RefreshAsync() => InvokeAsync(() => _grid?.RefreshAsync() ?? Task.CompletedTask);

    private void OnPulled()
    {
        var counts = (View.Last.Total, View.Last.Matched, View.Last.Hidden);
        if (_pulled && counts == _counts)
        {
            return;
        }

        _pulled = true;
        _counts = counts;
        _empty = counts.Total > 0 ? null : Empty();
        StateHasChanged();
    }

    private void SetOnly(ChangeEventArgs e) => Url.Set((ViewOptions.Only, e.Value is true ? "1" : null));

    private void SetKeep(ChangeEventArgs e) => Url.Set((ViewOptions.Keep, e.Value?.ToString()));

    private void SetSpan(ChangeEventArgs e) => Url.Set((ViewOptions.Span, e.Value?.ToString()));

    private RenderFragment Empty() => builder =>
    {
        builder.OpenComponent<NothingHere>(0);
        builder.AddAttribute(1, nameof(NothingHere.What), "processes");
        builder.AddAttribute(2, nameof(NothingHere.Hidden), (long)_counts.Hidden);
        builder.CloseComponent();
    };
}
