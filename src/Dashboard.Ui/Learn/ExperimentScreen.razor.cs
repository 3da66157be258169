using Dashboard.Core.Feeds;
using Dashboard.Core.Learning;
using Dashboard.Core.Learning.Experiments;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Learn;

/// <summary>One experiment: predict, run, watch each step checked against the events of the run, understand.</summary>
public sealed partial class ExperimentScreen : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private RunPlayer _player = default!;
    private RunFollower? _follower;
    private Experiment? _experiment;
    private string? _source;
    private string? _problem;
    private string _output = "";
    private int? _choice;
    private bool _running;
    private bool _recorded;
    private bool _revealed;

    [Parameter]
    public string Name { get; set; } = "";

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private ILaboratory Laboratory { get; set; } = default!;

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private UrlState Url { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool CanRun => Capture.IsLive && Laboratory.MayRun;

    private string Origin => _player.Shown.Root is not { } root ? ""
        : _recorded ? "a recorded run, not this machine"
        : $"pid {root.Pid}, live from this machine, shown slowly";

    private string Verdict
    {
        get
        {
            var states = _experiment!.Check(_player.Shown);
            var passed = states.Count(s => s == StepState.Passed);
            return _player.Shown.Root is null ? ""
                : passed == states.Count && _player.Shown.Ended ? $"All {passed} steps are checked."
                : states.Contains(StepState.Failed) ? $"{passed} of {states.Count} steps were seen. The others say what is missing."
                : $"{passed} of {states.Count} steps …";
        }
    }

    public void Dispose()
    {
        Pulse.Refresh -= FollowAsync;
        _left.Cancel();
        _left.Dispose();
        _player.Changed -= OnPlayed;
        _player.Dispose();
    }

    protected override void OnInitialized()
    {
        _player = new RunPlayer(Time);
        _player.Changed += OnPlayed;
        Pulse.Refresh += FollowAsync;
    }

    protected override void OnParametersSet()
    {
        if (ExperimentCatalogue.Find(Name) is var asked && asked == _experiment)
        {
            return;
        }

        _experiment = asked;
        (_choice, _problem, _output, _revealed, _recorded) = (null, null, "", false, false);
        _player.Clear();
        _follower = null;
        if (asked is not null)
        {
            _source = Laboratory.SourceOf(asked);
            Follow(pid: null);
        }
    }

    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];

    private Experiment? Neighbour(int by)
        => ExperimentCatalogue.All.ElementAtOrDefault(ExperimentCatalogue.NumberOf(_experiment!) - 1 + by);

    /// <summary>Follows runs from now on; earlier runs belong to other viewers.</summary>
    private void Follow(int? pid)
    {
        var after = Capture.Store.Read(view => view.Events.LastSeq);
        _follower = new RunFollower(Capture.Store, new RunCollector(_experiment!.Program, pid), after);
    }

    private Task FollowAsync() => InvokeAsync(() =>
    {
        // Show nothing before the prediction.
        if (_choice is not null && _follower is { } follower && follower.Pull())
        {
            _recorded = false;
            _player.Feed(follower.Run);
        }
    });

    private async Task RunAsync()
    {
        if (_running)
        {
            return;
        }

        (_running, _problem, _output) = (true, null, "");
        _player.Clear();
        _follower = null;
        var before = Capture.Store.Read(view => view.Events.LastSeq);
        var experiment = _experiment!;
        try
        {
            var result = await Laboratory.RunAsync(experiment, pid =>
                _follower = new RunFollower(Capture.Store, new RunCollector(experiment.Program, pid), before), _left.Token);
            (_problem, _output) = (result.Problem, result.Output);
            await FollowAsync();
        }
        catch (OperationCanceledException)
        {
            // The viewer has left the page.
        }
        finally
        {
            _running = false;
        }
    }

    private async Task PlayAsync()
    {
        _problem = null;
        _output = "";
        _player.Clear();
        _recorded = true;
        // A later live run takes precedence over the recording.
        Follow(pid: null);
        var events = await Laboratory.ReadRecordingAsync(_experiment!, _left.Token);
        if (events.Count == 0)
        {
            _problem = "The recorded run is missing: it ships in the folder \"lab\" beside the program.";
            return;
        }

        _player.Feed(new ExperimentRun(events));
    }

    private void OnPlayed() => _ = InvokeAsync(async () =>
    {
        if (_experiment is { } experiment && !_revealed && _player.Shown.Ended && _player.CaughtUp)
        {
            _revealed = true;
            if (experiment.HasPassed(_player.Shown))
            {
                await Browser.LearnAsync(experiment.Name);
            }
        }

        StateHasChanged();
    });
}
