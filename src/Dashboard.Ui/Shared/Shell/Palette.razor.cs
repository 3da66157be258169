using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Ui.Shared.Shell;

/// <summary>The command palette: finds pages, commands, presets and processes by name.</summary>
public sealed partial class Palette : IDisposable
{
    /// <summary>Maximum rows of the list.</summary>
    private const int MaxRows = 12;

    private static readonly (string Query, string Detail)[] Presets =
    [
        ("is:recycled", "numbers that were used before"),
        ("is:failed", "what failed"),
        ("is:short", "short lives"),
        ("is:noexec", "forks that never ran another image"),
        ("is:execonly", "images without a fork"),
        ("is:orphan", "whose parent ended first"),
        ("is:zombie", "ended, and not waited for"),
    ];

    private IDisposable? _keys;
    private bool _open;
    private bool _opened;
    private string _text = "";
    private IReadOnlyList<PaletteItem> _items = [];
    private int _active;

    [Inject]
    private KeyCommands Keys { get; set; } = default!;

    [Inject]
    private UrlState Url { get; set; } = default!;

    [Inject]
    private FilterState Filter { get; set; } = default!;

    [Inject]
    private ViewSettings Settings { get; set; } = default!;

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    public void Dispose() => _keys?.Dispose();

    protected override void OnInitialized() => _keys = Keys.Subscribe(OnKeyAsync);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_opened)
        {
            _opened = false;
            await Browser.FocusAsync("palette-input");
        }
    }

    private async Task<bool> OnKeyAsync(string command)
    {
        if (command == "palette")
        {
            await InvokeAsync(_open ? CloseAsync : Open);
            return true;
        }

        if (_open && command == "escape")
        {
            await InvokeAsync(CloseAsync);
        }

        // An open palette consumes all keys.
        return _open;
    }

    private Task Open()
    {
        // Subscribe again to be the newest handler, called before the page and its popups.
        _keys?.Dispose();
        _keys = Keys.Subscribe(OnKeyAsync);
        (_open, _opened) = (true, true);
        Search("");
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task CloseAsync()
    {
        _open = false;
        StateHasChanged();
        await Browser.FocusAsync("main");
    }

    private async Task RunAsync(PaletteItem item)
    {
        await CloseAsync();
        await item.RunAsync();
    }

    private async Task OnInputKeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when _items.Count > 0:
                _active = (_active + 1) % _items.Count;
                break;
            case "ArrowUp" when _items.Count > 0:
                _active = (_active + _items.Count - 1) % _items.Count;
                break;
            case "Enter" when _active < _items.Count:
                await RunAsync(_items[_active]);
                break;
            case "Escape":
                await CloseAsync();
                break;
        }
    }

    private void Search(string? text)
    {
        _text = text ?? "";
        _active = 0;
        var words = _text.Trim();
        _items = [.. Processes(words).Concat(Known().Where(i => IsLike(i, words))).Concat(AsFilter(words)).Take(MaxRows)];
    }

    private static bool IsLike(PaletteItem item, string words)
        => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(w => item.Label.Contains(w, StringComparison.OrdinalIgnoreCase) || item.Detail.Contains(w, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<PaletteItem> Known()
    {
        foreach (var (path, name) in PageNav.Links)
        {
            yield return Do("page", name, $"go to {name}", () => Url.GoTo(path));
        }

        yield return new PaletteItem("command", Pulse.Paused ? "Resume" : "Pause", "the view; capture goes on", Pulse.TogglePauseAsync);
        yield return Do("command", "Clear the filter", Filter.Applied.Text, Filter.Clear);
        yield return Do("command", "Show all processes", "leave the subtree", () => Url.Set((ViewOptions.Root, null)));
        yield return new PaletteItem("command", Settings.Dense ? "Comfortable rows" : "Dense rows", "density", () => Settings.SetDensityAsync(!Settings.Dense));
        yield return new PaletteItem("command", "Times in UTC", "clock", () => Settings.SetTimeAsync(TimelineOptions.Utc));
        yield return new PaletteItem("command", "Times of this browser", "local clock", () => Settings.SetTimeAsync("local"));
        yield return new PaletteItem("command", "Times since capture began", "relative clock", () => Settings.SetTimeAsync(TimelineOptions.Since));
        yield return new PaletteItem("command", Settings.Letters ? "Switch single-letter keys off" : "Switch single-letter keys on", "keys", () => Settings.SetLettersAsync(!Settings.Letters));
        yield return new PaletteItem("command", "Keys and marks", "help", () => Keys.PressAsync("help"));
        foreach (var (query, detail) in Presets)
        {
            yield return Do("filter", query, detail, () => Filter.Set(query));
        }
    }

    /// <summary>All lives of a PID, newest first, or the process with this id.</summary>
    private IEnumerable<PaletteItem> Processes(string words)
    {
        List<(ProcessId Id, string Comm, int Life)> found = [];
        if (ProcessId.TryParse(words, out var id))
        {
            found = Capture.Store.Read(view => view.Processes.Find(id) is { } p ? new List<(ProcessId, string, int)> { (p.Id, p.Comm, p.Life) } : []);
        }
        else if (int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            found = Capture.Store.Read(view => view.Processes.Lives(pid)?.Lives.Reverse().Take(MaxRows / 2).Select(p => (p.Id, p.Comm, p.Life)).ToList() ?? []);
        }

        return found.Select(p => Do("process", $"{p.Id.Pid} {DisplayText.Name(p.Comm)}", p.Life > 1 ? $"life {p.Life} of this number" : "", () => Url.GoTo($"/process/{p.Id}")));
    }

    private IEnumerable<PaletteItem> AsFilter(string words)
        => words.Length > 0 ? [Do("filter", DisplayText.Text(words, 60), "filter by this", () => Filter.Set(words))] : [];

    private static PaletteItem Do(string kind, string label, string detail, Action action) => new(kind, label, detail, () =>
    {
        action();
        return Task.CompletedTask;
    });
}
