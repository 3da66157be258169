using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Ui.Pids;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Ui.Shared.Shell;

/// <summary>The command palette: finds pages, commands, presets and processes, also exited ones that are kept.</summary>
public sealed partial class Palette : IDisposable
{
    /// <summary>Maximum rows of the list.</summary>
    private const int MaxRows = 12;

    /// <summary>Processes found by name: the newest.</summary>
    private const int MaxNamed = 6;

    /// <summary>A search by name ends after this much work: on each key, for each viewer.</summary>
    private static readonly TimeSpan MaxSearch = TimeSpan.FromMilliseconds(50);

    private const string PidsPage = "/pids";

    private static readonly (string Query, string Detail)[] Presets =
    [
        ("is:recycled", "reused PIDs"),
        ("is:failed", "failed processes and calls"),
        ("is:short", "short-lived processes"),
        ("is:noexec", "fork without exec"),
        ("is:execonly", "exec without fork"),
        ("is:orphan", "orphans: the parent exited first"),
        ("is:zombie", "exited, not yet reaped"),
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

    [Inject]
    private TimeProvider Time { get; set; } = default!;

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
            await InvokeAsync(_open ? CloseAsync : OpenAsync);
            return true;
        }

        if (_open && command == "escape")
        {
            await InvokeAsync(CloseAsync);
        }

        // An open palette consumes all keys.
        return _open;
    }

    private Task OpenAsync()
    {
        // Subscribe again to be the newest handler, called before the page and its popups.
        _keys?.Dispose();
        _keys = Keys.Subscribe(OnKeyAsync);
        (_open, _opened) = (true, true);
        _ = Browser.KeepFocusAsync().AsTask();
        Search("");
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task CloseAsync()
    {
        _open = false;
        StateHasChanged();
        await Browser.ReturnFocusAsync();
    }

    private async Task RunAsync(PaletteItem item)
    {
        await CloseAsync();
        if (item.Kind != "command")
        {
            // What comes is in the page's content.
            await Browser.FocusAsync("main");
        }

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

        yield return new PaletteItem("command", Pulse.Paused ? "Resume" : "Pause", "this view; capture continues", Pulse.TogglePauseAsync);
        yield return Do("command", "Clear the filter", Filter.Applied.Text, Filter.Clear);
        yield return Do("command", "Show all processes", "leave the subtree view", () => Url.Set((ViewOptions.Root, null)));
        yield return new PaletteItem("command", Settings.Dense ? "Comfortable rows" : "Dense rows", "density", () => Settings.SetDensityAsync(!Settings.Dense));
        yield return new PaletteItem("command", "Times in UTC", "clock", () => Settings.SetTimeAsync(TimelineOptions.Utc));
        yield return new PaletteItem("command", "Times of this browser", "local clock", () => Settings.SetTimeAsync("local"));
        yield return new PaletteItem("command", "Times since capture began", "relative clock", () => Settings.SetTimeAsync(TimelineOptions.Since));
        yield return new PaletteItem("command", Settings.Letters ? "Turn single-key shortcuts off" : "Turn single-key shortcuts on", "keys", () => Settings.SetLettersAsync(!Settings.Letters));
        yield return new PaletteItem("command", "Shortcuts, filters and symbols", "help", () => Keys.PressAsync("help"));
        foreach (var (query, detail) in Presets)
        {
            yield return Do("filter", query, detail, () => Filter.Set(query));
        }
    }

    /// <summary>Who had a PID at a time; all lives of a PID, newest first; the process with this id; or those of a name.</summary>
    private IEnumerable<PaletteItem> Processes(string words)
    {
        if (ProcessId.TryParse(words, out var id))
        {
            return Capture.Store.Read(view => view.Processes.Find(id) is { } p ? new List<PaletteItem> { Open(p) } : []);
        }

        if (PidQuestion.Read(words, new RangeWords(Settings.Times, Capture.Store.Clock, Pulse.NowBootNs)) is { Problem: null } question)
        {
            return question.At is { } at
                ? [Do("process", $"Who had PID {question.Pid} at {TimeOfDay.Seconds(at, Settings.Times)}?", "", () => Url.GoTo(PidsPage, ("pid", $"{question.Pid}"), ("at", UrlRange.Address(at))))]
                : Capture.Store.Read(view => view.Processes.Lives(question.Pid)?.Lives.Reverse().Take(MaxRows / 2).Select(Open).ToList() ?? []);
        }

        return words.Length >= 2 ? Named(words) : [];
    }

    /// <summary>The newest kept processes whose name contains the text; what was found in the time, of very many.</summary>
    private List<PaletteItem> Named(string text)
    {
        var walk = new ProcessWalk();
        var newest = new PriorityQueue<ProcessId, long>();
        var run = new QueryRun(Capture.Store, Time) { MaxWork = MaxSearch };
        try
        {
            run.Scan(view =>
            {
                while (run.Takes())
                {
                    if (walk.Next(view.Processes) is not { } process)
                    {
                        return false;
                    }

                    if (process.Comm.Contains(text, StringComparison.OrdinalIgnoreCase))
                    {
                        newest.Enqueue(process.Id, process.Id.StartNs);
                        if (newest.Count > MaxNamed)
                        {
                            newest.Dequeue();
                        }
                    }
                }

                return true;
            });
        }
        catch (FilterTooExpensiveException)
        {
            // Show what was found: a longer name or a filter finds the rest.
        }

        var ids = newest.UnorderedItems.OrderByDescending(i => i.Priority).Select(i => i.Element).ToList();
        return Capture.Store.Read(view => ids.Select(view.Processes.Find).OfType<ProcessRecord>().Select(Open).ToList());
    }

    private PaletteItem Open(ProcessRecord process)
    {
        var id = process.Id;
        var life = process.Life > 1 ? $"life {process.Life} of this PID" : "";
        var end = process.Exit is { } exit ? $"exited at {TimeOfDay.Seconds(exit.Time, Settings.Times)}" : "";
        return Do("process", $"{id.Pid} {DisplayText.Name(process.Comm)}", string.Join(", ", new[] { life, end }.Where(part => part.Length > 0)), () => Url.GoTo($"/process/{id}"));
    }

    private IEnumerable<PaletteItem> AsFilter(string words)
        => words.Length > 0 ? [Do("filter", DisplayText.Text(words, 60), "use as filter", () => Filter.Set(words))] : [];

    private static PaletteItem Do(string kind, string label, string detail, Action action) => new(kind, label, detail, () =>
    {
        action();
        return Task.CompletedTask;
    });
}
