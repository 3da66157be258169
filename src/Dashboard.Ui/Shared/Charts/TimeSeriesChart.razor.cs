using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Ui.Shared.Text;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>Stacked counts over time in equal steps, with the same data as a table. A range can be selected.</summary>
public sealed partial class TimeSeriesChart
{
    private const int Height = 190;

    private const int MaxTicks = 5;

    /// <summary>Maximum table rows: the newest steps that are not empty.</summary>
    private const int MaxTableRows = 200;

    private readonly Plotly.Blazor.Layout _layout = NewLayout();
    private IReadOnlyList<int> _places = [];
    private ClippedScale? _scale;
    private bool _whole;
    private string _drawn = "";

    /// <summary>Start of the first step, in seconds since 1970.</summary>
    [Parameter, EditorRequired]
    public long FromSeconds { get; set; }

    [Parameter, EditorRequired]
    public int WidthSeconds { get; set; } = 1;

    [Parameter, EditorRequired]
    public int Steps { get; set; }

    /// <summary>At most <see cref="SeriesColours.Count"/>; the largest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TimeSeries> Series { get; set; } = [];

    /// <summary>What is counted, in the plural.</summary>
    [Parameter, EditorRequired]
    public string Unit { get; set; } = "";

    /// <summary>How times are displayed.</summary>
    [Parameter]
    public TimeDisplay Times { get; set; }

    /// <summary>Ranges with lost records, where failures may be missing; hatched.</summary>
    [Parameter]
    public IReadOnlyList<TimeRange> Gaps { get; set; } = [];

    [Parameter]
    public string? TestId { get; set; }

    /// <summary>Shared by the charts of a page.</summary>
    [Parameter, EditorRequired]
    public SeriesColours Colours { get; set; } = default!;

    /// <summary>Raised when a range of whole steps was selected by dragging or in the table.</summary>
    [Parameter]
    public EventCallback<TimeRange> OnRange { get; set; }

    /// <summary>Raised with the name of a clicked series.</summary>
    [Parameter]
    public EventCallback<string> OnSeries { get; set; }

    private string StepText => WidthSeconds == 1 ? "one second" : Durations.Of(WidthSeconds * 1_000_000_000L);

    protected override void OnParametersSet()
    {
        var now = Signature();
        if (now != _drawn)
        {
            _drawn = now;
            _places = Colours.Place(Series);
            _scale = ClippedScale.Of([.. Enumerable.Range(0, Steps).Select(TotalOf)]);
        }
    }

    private static Plotly.Blazor.Layout NewLayout()
    {
        var layout = Plot.NewLayout(new Margin { L = 44, R = 8, T = 6, B = 26 });
        layout.Height = Height;
        layout.BarMode = BarModeEnum.Stack;
        layout.BarGap = 0.08m;
        layout.DragMode = DragModeEnum.Select;
        layout.SelectDirection = SelectDirectionEnum.H;
        layout.XAxis = [new XAxis { Type = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum.Date, FixedRange = true, ShowGrid = false, ZeroLine = false, NTicks = MaxTicks, TickAngle = 0 }];
        layout.YAxis = [new YAxis { FixedRange = true, RangeMode = Plotly.Blazor.LayoutLib.YAxisLib.RangeModeEnum.ToZero, TickFormat = ",d", NTicks = 5 }];
        return layout;
    }

    /// <summary>Plotly's date axis cannot show elapsed time, so these ticks are set explicitly.</summary>
    private void MarkSince()
    {
        var axis = _layout.XAxis[0];
        if (Times.SinceUnixNs is not { } since)
        {
            (axis.TickMode, axis.TickVals, axis.TickText) = (null, null, null);
            return;
        }

        var from = FromSeconds * 1_000_000_000;
        var spanNs = (long)Steps * WidthSeconds * 1_000_000_000;
        var ticks = TimeAxis.TicksSince(since, from, from + spanNs, TimeAxis.StepNs(spanNs, MaxTicks));
        axis.TickMode = Plotly.Blazor.LayoutLib.XAxisLib.TickModeEnum.Array;
        axis.TickVals = [.. ticks.Select(t => (object)Moment((t.UnixNs - from) / 1e9 / WidthSeconds))];
        axis.TickText = [.. ticks.Select(t => (object)t.Label)];
    }

    private IList<ITrace> Draw()
    {
        _layout.DragMode = OnRange.HasDelegate ? DragModeEnum.Select : DragModeEnum.False;
        _layout.XAxis[0].TickFormat = (long)Steps * WidthSeconds > 86_400 ? "%b %d %H:%M" : WidthSeconds < 60 ? "%H:%M:%S" : "%H:%M";
        _layout.XAxis[0].Range = [Moment(0), Moment(Steps)];
        MarkSince();
        var highest = Enumerable.Range(0, Steps).Max(i => (long?)TotalOf(i)) ?? 0;
        _layout.YAxis[0].DTick = highest <= 5 ? 1 : null;
        _layout.YAxis[0].Range = Shown is { } scale ? [0, scale.Top] : null;
        // Always one trace per colour, because the style sheet selects by position. Plotly drops a trace without points.
        IEnumerable<ITrace> bars = Enumerable.Range(0, SeriesColours.Count).Select(TraceAt);
        return [.. Shown is { } cut ? bars.Append(Handles(cut)) : bars];
    }

    /// <summary>Invisible points to drag over: Plotly selects a bar by its middle, which for one that is cut off may be above the scale.</summary>
    private Scatter Handles(ClippedScale scale) => new()
    {
        Mode = Plotly.Blazor.Traces.ScatterLib.ModeFlag.Markers,
        X0 = Moment(0.5),
        DX = WidthSeconds * 1000m,
        Y = [.. Enumerable.Range(0, Steps).Select(_ => (object)(scale.Top / 2.0))],
        Marker = new Plotly.Blazor.Traces.ScatterLib.Marker { Opacity = 0 },
        HoverInfo = Plotly.Blazor.Traces.ScatterLib.HoverInfoFlag.Skip,
    };

    /// <summary>Null when the chart has room for the tallest bar.</summary>
    private ClippedScale? Shown => _whole ? null : _scale;

    private long TotalOf(int step) => Series.Sum(s => s.Values[step]);

    private void SetWhole(ChangeEventArgs e) => _whole = e.Value is true;

    private Bar TraceAt(int place)
    {
        var values = Enumerable.Range(0, Series.Count).Where(i => _places[i] == place).Select(i => Series[i]).FirstOrDefault();
        var name = values?.Name ?? "";
        return new Bar
        {
            Name = name,
            X0 = Moment(0),
            DX = WidthSeconds * 1000m,
            Y = values is null ? [0] : [.. values.Values.Take(Steps).Select(count => (object)count)],
            Offset = 0,
            Width = WidthSeconds * 920m,
            HoverTextArray = Times.SinceUnixNs is null || values is null ? null : [.. Enumerable.Range(0, Steps).Select(Label)],
            HoverTemplate = $"{(Times.SinceUnixNs is null ? "%{x|%H:%M:%S}" : "%{hovertext}")}: %{{y:,}} " + name + "<extra></extra>",
        };
    }

    private string Signature()
        => string.Create(CultureInfo.InvariantCulture, $"{FromSeconds}/{WidthSeconds}/{Steps}/{Times}/")
            + string.Join('|', Series.Select(s => $"{s.Name}:{string.Join(',', s.Values)}"));

    /// <summary>A time in the format of Plotly's date axis: the viewer's local time without a zone.</summary>
    private string Moment(double step)
        => DateTimeOffset.FromUnixTimeMilliseconds((long)((FromSeconds + step * WidthSeconds) * 1000)).UtcDateTime.AddMinutes(Times.OffsetMinutes)
            .ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private string Label(int step)
        => TimeOfDay.Seconds(new Timestamp((FromSeconds + step * (long)WidthSeconds) * 1_000_000_000), Times);

    private IEnumerable<int> NonEmptySteps()
        => Enumerable.Range(0, Steps).Reverse().Where(i => Series.Any(s => s.Values[i] > 0)).Take(MaxTableRows);

    private TimeRange RangeOf(int first, int last)
        => new(new Timestamp((FromSeconds + first * (long)WidthSeconds) * 1_000_000_000),
            new Timestamp((FromSeconds + (last + 1) * (long)WidthSeconds) * 1_000_000_000));

    private Task OnPlotRange(IReadOnlyList<EventDataPoint> points)
    {
        var steps = points.Select(StepOf).OfType<int>().ToList();
        return steps.Count > 0 ? OnRange.InvokeAsync(RangeOf(steps.Min(), steps.Max())) : Task.CompletedTask;
    }

    private Task OnPlotClick(EventDataPoint point)
        => Plot.Number(point.CurveNumber) is { } place
            && Enumerable.Range(0, Series.Count).FirstOrDefault(i => _places[i] == place, -1) is >= 0 and var at
            && !Series[at].IsRest
                ? OnSeries.InvokeAsync(Series[at].Name)
                : Task.CompletedTask;

    /// <summary>Validates the index from the browser.</summary>
    private int? StepOf(EventDataPoint point)
        => Plot.IndexOf(point) is { } step && step < Steps ? step : null;
}
