using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;

namespace Dashboard.Ui.Charts;

/// <summary>
/// The one place that knows how Plotly is driven: its colours come from css/pages.css, so both themes are right without
/// another render, and it asks nothing of any server.
/// </summary>
public sealed partial class PlotlyFigure
{
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

    private IList<ITrace> _drawn = [];
    private PlotlyChart? _chart;
    private bool _ready;
    private bool _changed;

    /// <summary>A new list is drawn, the same list is not: keep it while nothing has changed.</summary>
    [Parameter, EditorRequired]
    public IList<ITrace> Data { get; set; } = [];

    /// <summary>From <see cref="NewLayout"/>, and the same object for the life of the chart.</summary>
    [Parameter, EditorRequired]
    public Plotly.Blazor.Layout Layout { get; set; } = default!;

    [Parameter, EditorRequired]
    public int Height { get; set; }

    /// <summary>What css/pages.css calls this kind of chart.</summary>
    [Parameter]
    public string Class { get; set; } = "";

    /// <summary>A mark was clicked. On another thread than the page's: go through InvokeAsync.</summary>
    [Parameter]
    public Action<IEnumerable<EventDataPoint>>? OnClick { get; set; }

    /// <summary>A range was dragged over marks. As <see cref="OnClick"/>.</summary>
    [Parameter]
    public Action<IEnumerable<EventDataPoint>>? OnSelected { get; set; }

    /// <summary>What all charts have in common.</summary>
    internal static Plotly.Blazor.Layout NewLayout() => new()
    {
        AutoSize = true,
        ShowLegend = false,
        DragMode = DragModeEnum.False,
        HoverMode = HoverModeEnum.Closest,
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
    };

    protected override void OnParametersSet()
    {
        _changed |= !ReferenceEquals(Data, _drawn);
        _drawn = Data;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Plotly's parameters do nothing after the first render: a change goes through React, once the chart has them.
        if (_changed && _ready)
        {
            _changed = false;
            await _chart!.React();
        }
    }

    // async void because Plotly.Blazor takes an Action; nothing here throws but a circuit that has gone.
    private async void Subscribe()
    {
        if (!_ready && _chart is not null)
        {
            _ready = true;
            await _chart.SubscribeClickEvent();
            if (OnSelected is not null)
            {
                await _chart.SubscribeSelectedEvent();
            }
        }
    }
}
