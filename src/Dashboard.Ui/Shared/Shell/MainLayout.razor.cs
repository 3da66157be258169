using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Ui.Process;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dashboard.Ui.Shared.Shell;

/// <summary>The layout of every page; handles the global keys and sets the browser's clock.</summary>
public sealed partial class MainLayout : IDisposable
{
    private const string ProcessPage = "/process/";

    private DotNetObjectReference<MainLayout>? _self;
    private IDisposable? _keys;
    private CellMenu? _menu;
    private ProcessId? _selected;
    private bool _helpOpen;
    private (bool Dense, TimeDisplay Times) _drawn;
    private bool _clockRuns;

    /// <summary>Incremented to render the whole page again after a changed setting that pages do not observe.</summary>
    private int _drawing;

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private UrlState Url { get; set; } = default!;

    [Inject]
    private KeyCommands Keys { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private ViewSettings Settings { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [JSInvokable]
    public Task OnKey(string command) => Keys.PressAsync(command);

    [JSInvokable]
    public Task OnMenu(MenuRequest request) => _menu?.OpenAsync(request) ?? Task.CompletedTask;

    /// <summary>The tab became visible or hidden.</summary>
    [JSInvokable]
    public Task OnVisible(bool visible) => Pulse.ShowAsync(visible);

    /// <summary>Answers the page, which asks whether the server is there, with the time that it shows, in seconds since boot.</summary>
    [JSInvokable]
    public double OnAlive() => Pulse.NowBootNs / 1e9;

    /// <summary>Reports the browser's time per draw; implausible values are ignored.</summary>
    [JSInvokable]
    public void OnDrawn(double milliseconds) => Pulse.SetDrawCost(TimeSpan.FromMilliseconds(milliseconds is > 0 and < 1000 ? milliseconds : 0));

    public void Dispose()
    {
        Url.Changed -= OnUrlChanged;
        Settings.Changed -= OnSettingsChanged;
        Pulse.ModeChanged -= SetClockAsync;
        Pulse.Refresh -= SetFrozenClockAsync;
        _keys?.Dispose();
        _self?.Dispose();
    }

    protected override void OnInitialized()
    {
        _keys = Keys.Subscribe(OnKeyAsync);
        Url.Changed += OnUrlChanged;
        Settings.Changed += OnSettingsChanged;
        _drawn = (Settings.Dense, Settings.Times);
        Pulse.ModeChanged += SetClockAsync;
        Pulse.Refresh += SetFrozenClockAsync;
        ReadSelection();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            if (await Browser.StartAsync(_self, NewCaptureNote.IdOf(Capture)))
            {
                Settings.Loaded();
                await SetClockAsync();
            }
        }
    }

    private void OnSettingsChanged()
    {
        var now = (Settings.Dense, Settings.Times);
        if (now == _drawn)
        {
            return;
        }

        // The timeline observes the time display itself, and a render from scratch would lose its position.
        var asks = now.Dense == _drawn.Dense && Url.IsAt("/timeline");
        _drawn = now;
        if (!asks)
        {
            _drawing++;
            _ = InvokeAsync(StateHasChanged);
        }
    }

    private void OnUrlChanged()
    {
        OnSettingsChanged();
        var before = _selected;
        ReadSelection();
        if (before != _selected)
        {
            _ = InvokeAsync(StateHasChanged);
        }
    }

    private void ReadSelection()
    {
        // No details pane on the process page, which shows the same.
        var shown = ProcessId.TryParse(Url.Get(UrlState.Selection), out var id) && !Url.IsAt(ProcessPage);
        _selected = shown ? id : null;
    }

    private Task SetClockAsync()
        => InvokeAsync(() => Browser.SetClockAsync(Pulse.NowBootNs, _clockRuns = Capture.Moves && !Pulse.Paused).AsTask());

    /// <summary>Where no event can follow, the clock is the time of the last one. That of a recording advances while it is read.</summary>
    private Task SetFrozenClockAsync() => Capture.Moves && _clockRuns ? Task.CompletedTask : SetClockAsync();

    private async Task<bool> OnKeyAsync(string command)
    {
        if (KeyTable.PathOf(command) is { } path)
        {
            await InvokeAsync(() => Url.GoTo(path));
            return true;
        }

        switch (command)
        {
            case "pause":
                await Pulse.TogglePauseAsync();
                return true;
            case "help":
                await InvokeAsync(HelpAsync);
                return true;
            case "escape" when _selected is not null:
                await InvokeAsync(CloseDetails);
                return true;
            case "parent" when ParentOfShown() is { } parent:
                await InvokeAsync(() => ShowInstead(parent));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The parent of the process shown in the details. Pages with parent rows handle the key first.</summary>
    private ProcessId? ParentOfShown()
    {
        var shown = _selected ?? (Url.IsAt(ProcessPage) && ProcessId.TryParse(Url.Path[ProcessPage.Length..], out var id) ? id : null);
        return shown is { } child ? Capture.Store.Read(view => ProcessFacts.Find(view, child, Pulse.NowBootNs)?.Lineage.LastOrDefault().Id) : null;
    }

    private void ShowInstead(ProcessId process)
    {
        if (_selected is null)
        {
            Url.GoTo($"{ProcessPage}{process}");
        }
        else
        {
            Url.Set((UrlState.Selection, process.ToString()));
        }
    }

    private void CloseDetails()
    {
        _ = Browser.LeavePaneAsync($"{_selected}").AsTask();
        Url.Set((UrlState.Selection, null));
    }

    private async Task HelpAsync()
    {
        if (_helpOpen)
        {
            return;
        }

        // Not awaited: the calls of a browser arrive in order, and the dialog would open a round trip later.
        _ = Browser.KeepFocusAsync().AsTask();
        _helpOpen = true;
        var dialog = await Dialogs.ShowAsync<HelpDialog>("Help", new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true });
        await dialog.Result;
        _helpOpen = false;
        await Browser.ReturnFocusAsync();
    }
}
