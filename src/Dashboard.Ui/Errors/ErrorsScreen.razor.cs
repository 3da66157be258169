using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Ui.Shared.Charts;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Errors;

/// <summary>Failed exits and failed calls by kind and over time, and what is overrepresented in a chosen time range.</summary>
public sealed partial class ErrorsScreen
{
    /// <summary>A harmless command that fails, shown while no failure has occurred.</summary>
    private const string Command = "sh -c 'exec /no/such/program'";

    /// <summary>Loss bands are at least 1/60 of the chart wide; closer ones are merged.</summary>
    private const int MaxGaps = 60;

    private readonly PullPace _pace = new();
    private readonly LossBands _lossBands = new();
    private readonly SeriesColours _colours = new();
    private ErrorsSnapshot _view = default!;
    private IReadOnlyList<BarItem> _bars = [];
    private IReadOnlyList<TimeSeries> _series = [];
    private IReadOnlyList<LossBand> _losses = [];
    private IReadOnlyList<TimeRange> _gaps = [];
    private TimeRange _range;
    private bool _all;
    private bool _copied;
    private bool _canShorten;
    private int _held;
    private long _version;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    /// <summary>False while a failure probe is not attached: an empty page then proves nothing.</summary>
    private bool SeesAllFailures { get; set; }

    /// <summary>The chart begins where capture began.</summary>
    private bool IsAll => Url.Get(ViewOptions.Span) == "all" || Url.Get(UrlRange.Last) == UrlRange.All;

    private string RangeText => (_range.From, _range.To) switch
    {
        ({ } from, { } to) => $"from {Moment(from)} to {Moment(to)}",
        ({ } from, null) => $"since {Moment(from)}",
        (null, { } to) => $"before {Moment(to)}",
        _ => "",
    };

    protected override void OnInitialized()
    {
        base.OnInitialized();
        SeesAllFailures = !Capture.Status().Limits.Any(limit => LimitPlaces.Of(limit).Contains(LimitPlaces.Errors));
        Read();
    }

    // Once per second, not on each store signal: a chart that changes several times a second is unreadable.
    protected override Task OnSecondAsync()
        => Pulse.Paused || (Capture.Store.Version == _version && !RangeMoves) || !_pace.IsDue(Time) ? Task.CompletedTask : OnQueryChangedAsync();

    protected override Task OnModeAsync() => OnSecondAsync();

    protected override Task OnAddressAsync()
    {
        if ((Range, IsAll) != (_range, _all))
        {
            return OnQueryChangedAsync();
        }

        // Another row may be the selected one.
        StateHasChanged();
        return Task.CompletedTask;
    }

    protected override Task OnQueryChangedAsync()
    {
        Read();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Read()
    {
        _version = Capture.Store.Version;
        _range = Range;
        _all = IsAll;
        _view = _pace.Measure(Time, () => Filter.Ask(() => ErrorsSnapshot.Read(Capture, Time, Filter.Applied, _range, _all || Capture.IsOnePiece, Pulse.PausedAt)));
        ReadLosses();
        _held = Capture.Store.Read(view => view.Events.Count);
        _series = [.. _view.Series.Rows.Select(r => new TimeSeries(r.Name ?? "others", r.Counts, r.Name is null))];
        _colours.Place(_series);
        _bars = [.. _view.Kinds.Select(kind => new BarItem(kind.Name, kind.Count, _colours.Find(kind.Name)))];
        _canShorten = !Capture.IsOnePiece && _range.IsEverything && (_all || ErrorsSnapshot.IsShortened(Capture, Pulse.NowBootNs));
    }

    /// <summary>Reads the losses within the chart's time span.</summary>
    private void ReadLosses()
    {
        var series = _view.Series;
        _losses = Capture.Store.Read(view =>
        {
            _lossBands.Update(view);
            var from = view.Clock.FromAxis(new Timestamp(series.FromSeconds * 1_000_000_000));
            var spanNs = (long)series.Steps * series.WidthSeconds * 1_000_000_000;
            return _lossBands.Within(from, from + spanNs, spanNs / MaxGaps);
        });
        var clock = Capture.Store.Clock;
        _gaps = [.. _losses.Select(b => new TimeRange(clock.ToAxis(b.FromNs), clock.ToAxis(b.ToNs)))];
    }

    private void Include(string kind)
    {
        var (field, value) = FailureKinds.TermOf(kind);
        Filter.Include(field, value);
    }

    private void SetRange(TimeRange range) => UrlRange.Write(Url, range);

    private void SetAll(ChangeEventArgs e) => Url.Set((ViewOptions.Span, e.Value is true ? ViewOptions.SpanValue(true) : null), (UrlRange.Last, null));

    private async Task CopyAsync()
    {
        await Browser.CopyAsync(Command);
        _copied = true;
    }

    private string Moment(Timestamp at) => TimeOfDay.Seconds(at, Settings.Times);
}
