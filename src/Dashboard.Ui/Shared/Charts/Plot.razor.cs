using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>
/// The only component that uses Plotly. Colours come from CSS (pages.css, timeline.css), so a theme switch needs no
/// render. Plotly makes no network requests.
/// </summary>
public sealed partial class Plot
{
    private static readonly TimeSpan MaxDrag = TimeSpan.FromSeconds(10);

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

    /// <summary>The list object never changes: React uses the list of the first render and ignores later parameters.</summary>
    private readonly List<ITrace> _data = [];
    private PlotlyChart? _chart;
    private object? _drawn;
    private bool _ready;

    /// <summary>False while another chart loads Plotly.</summary>
    private bool _mayDraw;

    /// <summary>True once click and selection events are subscribed.</summary>
    private bool _isSubscribed;

    /// <summary>When the pointer was pressed on the chart; null once the click or selection has arrived.</summary>
    private long? _heldAt;

    /// <summary>Version of the data; a value that is not Equal redraws.</summary>
    [Parameter, EditorRequired]
    public object Version { get; set; } = default!;

    /// <summary>Creates the traces; called only when the version has changed.</summary>
    [Parameter, EditorRequired]
    public Func<IList<ITrace>> Traces { get; set; } = default!;

    [Parameter, EditorRequired]
    public Plotly.Blazor.Layout Layout { get; set; } = default!;

    [Parameter]
    public int Height { get; set; } = 160;

    [Parameter]
    public string? Class { get; set; }

    /// <summary>A point was clicked. The data comes from the browser: validate it.</summary>
    [Parameter]
    public EventCallback<EventDataPoint> OnClick { get; set; }

    /// <summary>Points were selected by dragging; requires a DragMode in the layout. Validate as for <see cref="OnClick"/>.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<EventDataPoint>> OnSelected { get; set; }

    /// <summary>A layout without pointer interaction or background.</summary>
    public static Plotly.Blazor.Layout NewLayout(Margin margin) => new()
    {
        AutoSize = true,
        ShowLegend = false,
        DragMode = DragModeEnum.False,
        HoverMode = HoverModeEnum.Closest,
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
        Margin = margin,
    };

    /// <summary>Escapes a label, because Plotly interprets it as markup. Defence in depth: labels come from our catalogues.</summary>
    public static string Safe(string label)
        => KernelText.Display(label).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    /// <summary>The number of a point in its trace; null when the browser sent none.</summary>
    public static int? IndexOf(EventDataPoint point) => Number(point.PointIndex) ?? Number(point.PointNumber);

    public static int? Number(object? value)
        => int.TryParse(value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>Redrawing during a drag would end it with a wrong selection. A drag without a result blocks redraws for <see cref="MaxDrag"/>.</summary>
    private bool IsHeld => _heldAt is { } at && Time.GetElapsedTime(at) < MaxDrag;

    [Inject]
    private PlotLoad Load { get; set; } = default!;

    protected override void OnInitialized()
    {
        _mayDraw = Load.Enter();
        Draw();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && !_mayDraw)
        {
            await Load.WaitAsync();
            _mayDraw = true;
            Draw();
            StateHasChanged();
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        // Plotly.Blazor ignores parameter changes after the first render; updates need React.
        if (_ready && !IsHeld && !Version.Equals(_drawn))
        {
            Draw();
            await ReactAsync();
        }
    }

    private async Task ReactAsync()
    {
        try
        {
            await _chart!.React();
        }
        catch (Exception problem) when (Browser.IsLeft(problem))
        {
            // The page was left meanwhile.
        }
    }

    private void Draw()
    {
        _drawn = Version;
        _data.Clear();
        _data.AddRange(Traces());
    }

    // async void because Plotly.Blazor takes an Action: nothing may be thrown here.
    private async void Subscribe()
    {
        if (_ready || _chart is null)
        {
            return;
        }

        _ready = true;
        try
        {
            await _chart.SubscribeClickEvent();
            if (OnSelected.HasDelegate)
            {
                await _chart.SubscribeSelectedEvent();
            }

            _isSubscribed = true;
            await InvokeAsync(StateHasChanged);
        }
        catch (Exception problem) when (Browser.IsLeft(problem))
        {
            // The page was left before its chart was drawn.
        }
    }

    private void Hold() => _heldAt = Time.GetTimestamp();

    private void OnPlotClick(IEnumerable<EventDataPoint> points)
    {
        _heldAt = null;
        if (points.FirstOrDefault() is { } point)
        {
            _ = InvokeAsync(() => OnClick.InvokeAsync(point));
        }
    }

    private void OnPlotSelected(IEnumerable<EventDataPoint> points)
    {
        _heldAt = null;
        var selected = points.ToList();
        _ = InvokeAsync(() => OnSelected.InvokeAsync(selected));
    }
}
