using Dashboard.Core.Events;
using Dashboard.Ui.Text;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.BarLib;

namespace Dashboard.Ui.Charts;

/// <summary>
/// Horizontal bars. The one place that knows Plotly: its colours come from css/pages.css, so both themes are right
/// without another render, and it asks nothing of any server.
/// </summary>
public sealed partial class BarChart
{
    private const int BarHeight = 26;
    private const int AxisHeight = 34;

    private readonly Config _config = new()
    {
        DisplayModeBar = Plotly.Blazor.ConfigLib.DisplayModeBarEnum.False,
        DisplayLogo = false,
        ShowSendToCloud = false,
        ShowLink = false,
        PlotlyServerUrl = "",
        Responsive = true,
        ScrollZoom = Plotly.Blazor.ConfigLib.ScrollZoomFlag.False,
    };

    private readonly Plotly.Blazor.Layout _layout = NewLayout();
    private IList<ITrace> _data = [];
    private PlotlyChart? _chart;
    private IReadOnlyList<BarItem> _drawn = [];
    private bool _ready;

    /// <summary>Largest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<BarItem> Items { get; set; } = [];

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>A bar was clicked: its label.</summary>
    [Parameter]
    public EventCallback<string> OnClick { get; set; }

    private int Height => AxisHeight + BarHeight * Math.Max(1, Items.Count);

    protected override void OnInitialized() => Draw();

    protected override async Task OnParametersSetAsync()
    {
        // Plotly's parameters do nothing after the first render: a change goes through React.
        if (_ready && !Items.SequenceEqual(_drawn))
        {
            Draw();
            await _chart!.React();
        }
    }

    private static Plotly.Blazor.Layout NewLayout() => new()
    {
        AutoSize = true,
        BarGap = 0.45m,
        ShowLegend = false,
        DragMode = DragModeEnum.False,
        HoverMode = HoverModeEnum.Closest,
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
        Margin = new Margin { L = 8, R = 56, T = 4, B = 26 },
        XAxis = [new XAxis { FixedRange = true, ZeroLine = false, AutoMargin = Plotly.Blazor.LayoutLib.XAxisLib.AutoMarginFlag.True, TickFormat = ",d" }],
        YAxis = [new YAxis { FixedRange = true, AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed, AutoMargin = Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.True }],
    };

    private void Draw()
    {
        _drawn = Items;
        var labels = Items.Select(i => (object)Safe(i.Label)).ToList();
        _data =
        [
            new Bar
            {
                Name = Name,
                Orientation = OrientationEnum.H,
                X = [.. Items.Select(i => (object)i.Value)],
                Y = labels,
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

    // async void because Plotly.Blazor takes an Action; nothing here throws but a circuit that has gone.
    private async void Subscribe()
    {
        if (!_ready && _chart is not null)
        {
            _ready = true;
            await _chart.SubscribeClickEvent();
        }
    }

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
