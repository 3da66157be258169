using Dashboard.Ui.Shared.Text;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.BarLib;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>Horizontal bars.</summary>
public sealed partial class BarChart
{
    private const int BarHeight = 26;
    private const int AxisHeight = 34;

    private readonly Plotly.Blazor.Layout _layout = NewLayout();
    private IReadOnlyList<BarItem> _drawn = [];

    /// <summary>Largest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<BarItem> Items { get; set; } = [];

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Raised with the label of a clicked bar.</summary>
    [Parameter]
    public EventCallback<string> OnClick { get; set; }

    private int Height => AxisHeight + BarHeight * Math.Max(1, Items.Count);

    protected override void OnParametersSet()
    {
        // Equal bars keep the same list object, which is the plot's version.
        if (!Items.SequenceEqual(_drawn))
        {
            _drawn = Items;
        }
    }

    private static Plotly.Blazor.Layout NewLayout()
    {
        var layout = Plot.NewLayout(new Margin { L = 8, R = 56, T = 4, B = 26 });
        layout.BarGap = 0.45m;
        layout.BarMode = BarModeEnum.Overlay;
        layout.XAxis = [new XAxis { FixedRange = true, ZeroLine = false, AutoMargin = Plotly.Blazor.LayoutLib.XAxisLib.AutoMarginFlag.True, TickFormat = ",d" }];
        layout.YAxis =
        [
            new YAxis
            {
                FixedRange = true,
                AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed,
                AutoMargin = Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.True,

                // Invisible ticks, as padding between a name and its bar.
                Ticks = Plotly.Blazor.LayoutLib.YAxisLib.TicksEnum.Outside,
                TickLen = 6,
                TickColor = "rgba(0,0,0,0)",
            },
        ];
        return layout;
    }

    private IList<ITrace> Draw()
    {
        _layout.Height = Height;

        // For small counts Plotly would put ticks between whole numbers and round their labels.
        _layout.XAxis[0].DTick = _drawn.Count > 0 && _drawn.Max(i => i.Value) <= 8 ? 1 : null;
        _layout.YAxis[0].CategoryOrder = Plotly.Blazor.LayoutLib.YAxisLib.CategoryOrderEnum.Array;
        _layout.YAxis[0].CategoryArray = [.. _drawn.Select(i => (object)Plot.Safe(i.Label))];

        // Always one trace per colour, because the style sheet selects by position. Plotly drops a trace without points.
        return [.. Enumerable.Range(0, SeriesColours.Count).Select(colour => TraceOf([.. _drawn.Where(i => i.Colour == colour)]))];
    }

    private Bar TraceOf(IReadOnlyList<BarItem> items) => new()
    {
        Name = Name,
        Orientation = OrientationEnum.H,
        X = items.Count > 0 ? [.. items.Select(i => (object)i.Value)] : [0],
        Y = items.Count > 0 ? [.. items.Select(i => (object)Plot.Safe(i.Label))] : [.. _drawn.Take(1).Select(i => (object)Plot.Safe(i.Label))],
        TextArray = items.Count > 0 ? [.. items.Select(i => DisplayText.Count(i.Value))] : [""],
        TextPosition = TextPositionEnum.Outside,
        ClipOnAxis = false,
        HoverTemplate = "%{y}: %{x:,} " + Name + "<extra></extra>",
    };

    private Task OnPlotClick(EventDataPoint point)
        => _drawn.FirstOrDefault(i => Plot.Safe(i.Label) == point.Y?.ToString()) is { } bar ? OnClick.InvokeAsync(bar.Label) : Task.CompletedTask;
}
