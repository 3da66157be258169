using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Rates;
using Dashboard.Ui.Shared.Text;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>Forks, exits and calls per second, a line each.</summary>
public sealed partial class RateChart
{
    private const int Height = 132;

    /// <summary>With fewer points no line would be visible, so markers are drawn.</summary>
    private const int FewPoints = 4;

    private readonly Plotly.Blazor.Layout _layout = NewLayout();

    [Parameter, EditorRequired]
    public IReadOnlyList<RatePoint> Points { get; set; } = [];

    [Parameter]
    public TimeDisplay Times { get; set; }

    /// <summary>Draws PATH lookups too, which are often more than all else.</summary>
    [Parameter]
    public bool WithLookups { get; set; }

    /// <summary>Ranges with lost records, drawn hatched.</summary>
    [Parameter]
    public IReadOnlyList<TimeRange> Gaps { get; set; } = [];

    /// <summary>Raised when a range of whole points was selected by dragging.</summary>
    [Parameter]
    public EventCallback<TimeRange> OnRange { get; set; }

    /// <summary>No bands over a few markers, which do not span the chart.</summary>
    private IReadOnlyList<TimeRange> ShownGaps => Points.Count < FewPoints ? [] : Gaps;

    private static Plotly.Blazor.Layout NewLayout()
    {
        var layout = Plot.NewLayout(new Margin { L = 42, R = 30, T = 8, B = 22 });
        layout.Height = Height;
        layout.HoverMode = HoverModeEnum.X;
        layout.DragMode = DragModeEnum.Select;
        layout.SelectDirection = SelectDirectionEnum.H;
        layout.XAxis = [new XAxis { FixedRange = true, ZeroLine = false, ShowGrid = false, NTicks = 6, Type = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum.Category, TickAngle = 0 }];
        layout.YAxis = [new YAxis { FixedRange = true, ZeroLine = false, RangeMode = Plotly.Blazor.LayoutLib.YAxisLib.RangeModeEnum.ToZero, NTicks = 4 }];
        return layout;
    }

    private IList<ITrace> Draw()
    {
        var times = Points.Select(p => (object)TimeOfDay.Seconds(new Timestamp(p.UnixSeconds * 1_000_000_000), Times)).ToList();

        // The style sheet selects colours by position; series that may be absent therefore come last.
        return
        [
            Line("forks", times, p => p.Forks),
            Line("exits", times, p => p.Exits),
            Line("failed exits", times, p => p.FailedExits),
            Line("execs", times, p => p.Calls?.Execs),
            Line("failed calls", times, p => p.Calls?.Failed),
            Line("PATH lookups", times, p => WithLookups ? p.Calls?.Lookups : null),
            Handles(times),
        ];
    }

    /// <summary>Invisible points to drag over: Plotly selects none of a line.</summary>
    private static Scatter Handles(List<object> times) => new()
    {
        Mode = ModeFlag.Markers,
        X = times,
        Y = [.. times.Select(_ => (object)0)],
        Marker = new Marker { Opacity = 0 },
        HoverInfo = HoverInfoFlag.Skip,
    };

    private Task OnPlotRange(IReadOnlyList<EventDataPoint> points)
    {
        var chosen = points.Select(Plot.IndexOf).OfType<int>().Where(i => i < Points.Count).ToList();
        if (chosen.Count == 0)
        {
            return Task.CompletedTask;
        }

        const long Second = 1_000_000_000;
        var width = Points.Count > 1 ? Points[1].UnixSeconds - Points[0].UnixSeconds : 1;
        return OnRange.InvokeAsync(new TimeRange(new Timestamp(Points[chosen.Min()].UnixSeconds * Second), new Timestamp((Points[chosen.Max()].UnixSeconds + width) * Second)));
    }

    private Scatter Line(string name, List<object> times, Func<RatePoint, double?> value) => new()
    {
        Name = name,
        Mode = Points.Count < FewPoints ? ModeFlag.Markers : ModeFlag.Lines,
        X = times,
        Y = [.. Points.Select(p => (object)Math.Round(value(p) ?? 0, 2))],
        Visible = Points.Any(p => value(p) is not null) ? VisibleEnum.True : VisibleEnum.False,
        HoverTemplate = "%{y:,} " + name + "<extra></extra>",
    };
}
