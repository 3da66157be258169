using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
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
        ("images:>=2 -is:execonly", "Fork and exec", "forked, then exec'd a new program"),
        ("is:execonly", "Exec without fork", "replaced its own program"),
        ("is:noexec", "Fork without exec", "still runs its parent's program"),
        (Recycled, "Reused", "the PID had an earlier process"),
        ("is:orphan", "Orphans", "the parent exited first"),
        ("is:short", "Short-lived", "exited within 50 ms"),
    ];

    private readonly PullPace _pullPace = new();
    private string _text = "";
    private PidQuestion? _question;
    private int? _pid;
    private TimeRange _range;
    private Timestamp? _at;
    private PidFact? _fact;
    private string? _momentAnswer;
    private IReadOnlyList<int> _numbers = [];
    private PidPace _pace = new(null, null, 0, 0, null);
    private long _version;

    /// <summary>The filter text and range of <see cref="_numbers"/>; null when they must be read.</summary>
    private (string Filter, TimeRange Range)? _numbersOf;

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
        if (!Pulse.Paused && _pullPace.IsDue(Time) && (Capture.Store.Version != _version || _pace.ForksPerSecond != 0 || RangeMoves))
        {
            if (_pid is null)
            {
                // Force a new read of the list.
                _numbersOf = null;
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
        if (Url.Get(PidKey) is { Length: > 0 } asked && PidQuestion.ParsePid(asked) != Ask(_text)?.Pid)
        {
            (_text, _question) = (asked, null);
        }

        _pid = PidQuestion.ParsePid(Url.Get(PidKey));
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
        _range = Range;
        if (_numbersOf != (Filter.Applied.Text, _range))
        {
            (_version, _numbersOf) = (Capture.Store.Version, (Filter.Applied.Text, _range));
            _numbers = _pullPace.Measure(Time, () => Filter.Ask(() => PidsSnapshot.Numbers(Capture, Time, Filter.Applied, _range, Pulse.NowBootNs)));
        }
        else
        {
            // Returning from one PID to the list reuses the previous list; the next second refreshes it.
            _version = Stale;
        }
    }

    /// <summary>
    /// Called for each character. The input is bound, so that a late render does not restore older text. A text without a
    /// time leaves the chosen time.
    /// </summary>
    private void Search()
    {
        _question = Ask(_text);
        Url.Set((PidKey, _question?.Pid.ToString()), (AtKey, UrlRange.Address(_question?.At) ?? Url.Get(AtKey)));
    }

    private PidQuestion? Ask(string text) => PidQuestion.Read(text, new RangeWords(Settings.Times, Capture.Store.Clock, Pulse.NowBootNs));

    private void SetMoment(Timestamp? at) => Url.Set((AtKey, at is { } moment ? TimeOfDay.Address(moment) : null));
}
