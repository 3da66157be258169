using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Pids;

/// <summary>Which process has or had PID N, and how PIDs are allocated.</summary>
public sealed partial class PidsScreen
{
    private const string PidKey = "pid";
    private const string AtKey = "at";
    private const string Recycled = "is:recycled";

    /// <summary>Never a store version, so it forces the next read.</summary>
    private const long Stale = -1;

    private static readonly (string Query, string Name, string What)[] Presets =
    [
        ("images:>=2 -is:execonly", "Fork and exec", "born, then became another program"),
        ("is:execonly", "Exec without fork", "a program put another in its own place"),
        ("is:noexec", "Fork without exec", "still the image that fork copied"),
        (Recycled, "Reused", "the number had an earlier life"),
        ("is:orphan", "Orphans", "their parent went before them"),
        ("is:short", "Short-lived", "gone within 50 ms"),
    ];

    private readonly PullPace _pullPace = new();
    private string _text = "";
    private int? _pid;
    private Timestamp? _at;
    private PidFact? _fact;
    private string? _momentAnswer;
    private IReadOnlyList<int> _numbers = [];
    private PidPace _pace = new(null, null, 0, 0, null);
    private long _version;

    /// <summary>The filter text that <see cref="_numbers"/> matches; null when it must be read.</summary>
    private string? _numbersFilter;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Read();
    }

    // The fork rate also falls while no event arrives, so the store version alone does not decide.
    protected override Task OnSecondAsync()
    {
        if (!Pulse.Paused && _pullPace.IsDue(Time) && (Capture.Store.Version != _version || _pace.ForksPerSecond != 0))
        {
            if (_pid is null)
            {
                // Force a new read of the list.
                _numbersFilter = null;
            }

            Read();
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    protected override Task OnModeAsync() => OnSecondAsync();

    protected override Task OnQueryChangedAsync()
    {
        Read();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Read()
    {
        if (Url.Get(PidKey) is { Length: > 0 } asked && PidsSnapshot.ParsePid(asked) != PidsSnapshot.ParsePid(_text))
        {
            _text = asked;
        }

        _pid = PidsSnapshot.ParsePid(Url.Get(PidKey));
        _at = Timestamp.TryParse(Url.Get(AtKey), out var at) ? at : null;
        var status = Capture.Status();
        _pace = Capture.Store.Read(view => PidPace.Read(view, status));
        if (_pid is { } pid)
        {
            _version = Capture.Store.Version;
            _fact = PidsSnapshot.Find(Capture, pid, Pulse.NowBootNs);
            _momentAnswer = _at is { } moment
                ? PidsSnapshot.AnswerAt(Capture, pid, Capture.Store.Clock.ToBootNs(moment), Settings.Times)
                : null;
            return;
        }

        (_fact, _momentAnswer) = (null, null);
        if (_numbersFilter != Filter.Applied.Text)
        {
            (_version, _numbersFilter) = (Capture.Store.Version, Filter.Applied.Text);
            _numbers = _pullPace.Measure(Time, () => Filter.Ask(() => PidsSnapshot.Numbers(Capture, Time, Filter.Applied, Pulse.NowBootNs)));
        }
        else
        {
            // Returning from one PID to the list reuses the previous list; the next second refreshes it.
            _version = Stale;
        }
    }

    /// <summary>Called for each digit. The input is bound, so that a late render does not restore older text.</summary>
    private void Search() => Url.Set((PidKey, PidsSnapshot.ParsePid(_text)?.ToString()));

    private void SetMoment(Timestamp? at) => Url.Set((AtKey, at is { } moment ? TimeOfDay.Address(moment) : null));
}
