using Dashboard.Core.Events;
using Dashboard.Ui.Text;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.BarLib;

namespace Dashboard.Ui.Charts;

/// <summary>Horizontal bars.</summary>
public sealed partial class BarChart
{
    private const int BarHeight = 26;
    private const int AxisHeight = 34;

    private readonly Plotly.Blazor.Layout _layout = NewLayout();
    private IList<ITrace> _data = [];
    private IReadOnlyList<BarItem> _drawn = [];

    /// <summary>Largest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<BarItem> Items { get; set; } = [];

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>A bar was clicked: its label.</summary>
    [Parameter]
    public EventCallback<string> OnClick { get; set; }

    private int Height => AxisHeight + BarHeight * Math.Max(1, Items.Count);

    protected override void OnParametersSet()
    {
        if (!Items.SequenceEqual(_drawn))
        {
            Draw();
        }
    }

    private static Plotly.Blazor.Layout NewLayout()
    {
        var layout = PlotlyFigure.NewLayout();
        layout.BarGap = 0.45m;
        layout.Margin = new Margin { L = 8, R = 56, T = 4, B = 26 };
        layout.XAxis = [new XAxis { FixedRange = true, ZeroLine = false, AutoMargin = Plotly.Blazor.LayoutLib.XAxisLib.AutoMarginFlag.True, TickFormat = ",d" }];
        layout.YAxis = [new YAxis { FixedRange = true, AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed, AutoMargin = Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.True }];
        return layout;
    }

    private void Draw()
    {
        _drawn = Items;
        _data =
        [
            new Bar
            {
                Name = Name,
                Orientation = OrientationEnum.H,
                X = [.. Items.Select(i => (object)i.Value)],
                Y = [.. Items.Select(i => (object)Safe(i.Label))],
                TextArray = [.. Items.Select(i => Shown.Count(i.Value))],
                TextPosition = TextPositionEnum.Outside,
                ClipOnAxis = false,
                HoverTemplate = "%{y}: %{x:,} " + Name + "<extra></extra>",
            },
        ];
        _layout.Height = Height;
        // Few failures: Plotly would put ticks between the whole numbers, and round their labels.
        _layout.XAxis[0].DTick = Items.Count > 0 && Items.Max(i => i.Value) <= 8 ? 1 : null;
    }

    /// <summary>Belt and braces: a label that is not ours after all is at least not markup.</summary>
    private static string Safe(string label)
        => KernelText.Display(label).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private void OnPlotClick(IEnumerable<EventDataPoint> points)
    {
        // Of the click only a label that we drew ourselves is believed.
        var clicked = points.FirstOrDefault()?.Y?.ToString();
        if (_drawn.FirstOrDefault(i => Safe(i.Label) == clicked) is { } bar)
        {
            _ = InvokeAsync(() => OnClick.InvokeAsync(bar.Label));
        }
    }
}
