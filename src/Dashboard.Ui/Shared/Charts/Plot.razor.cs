using Dashboard.Core.Model;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>
/// The one place that knows how Plotly is run. Colours come from css (pages.css, timeline.css), so both themes are right
/// without another render, and it asks nothing of any server.
/// </summary>
public sealed partial class Plot
{
    private static readonly TimeSpan LongestDrag = TimeSpan.FromSeconds(10);

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

    /// <summary>One list for good: React reads what the chart was given at first, not what a later render would give.</summary>
    private readonly List<ITrace> _data = [];
    private PlotlyChart? _chart;
    private object? _drawn;
    private bool _ready;

    /// <summary>Clicks and drags reach us from here on; before, Plotly keeps them to itself.</summary>
    private bool _hears;

    /// <summary>When somebody pressed the mouse on the chart; null once what came of it is known.</summary>
    private long? _heldAt;

    /// <summary>What is drawn; a new value (by Equals) draws again.</summary>
    [Parameter, EditorRequired]
    public object Version { get; set; } = default!;

    /// <summary>Makes the traces; asked when the version has changed, not oftener.</summary>
    [Parameter, EditorRequired]
    public Func<IList<ITrace>> Traces { get; set; } = default!;

    [Parameter, EditorRequired]
    public Plotly.Blazor.Layout Layout { get; set; } = default!;

    [Parameter]
    public int Height { get; set; } = 160;

    [Parameter]
    public string? Class { get; set; }

    /// <summary>A point was clicked. Of what the browser says, only compare: believe nothing.</summary>
    [Parameter]
    public EventCallback<EventDataPoint> OnClick { get; set; }

    /// <summary>Points were dragged over; the layout's DragMode must allow it. As <see cref="OnClick"/>.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<EventDataPoint>> OnSelected { get; set; }

    /// <summary>A layout without anything that reacts to the mouse or paints a ground.</summary>
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

    /// <summary>Plotly reads labels as markup: one that is not ours after all is at least not that.</summary>
    public static string Safe(string label)
        => KernelText.Display(label).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>A chart drawn anew under a drag would end it, and choose what nobody chose. One that comes to nothing is waited for so long.</summary>
    private bool IsHeld => _heldAt is { } at && Time.GetElapsedTime(at) < LongestDrag;

    protected override void OnInitialized() => Draw();

    protected override async Task OnParametersSetAsync()
    {
        // Plotly's parameters do nothing after the first render: a change goes through React.
        if (_ready && !IsHeld && !Version.Equals(_drawn))
        {
            Draw();
            await _chart!.React();
        }
    }

    private void Draw()
    {
        _drawn = Version;
        _data.Clear();
        _data.AddRange(Traces());
    }

    // async void because Plotly.Blazor takes an Action; nothing here throws but a circuit that has gone.
    private async void Subscribe()
    {
        if (!_ready && _chart is not null)
        {
            _ready = true;
            await _chart.SubscribeClickEvent();
            if (OnSelected.HasDelegate)
            {
                await _chart.SubscribeSelectedEvent();
            }

            _hears = true;
            await InvokeAsync(StateHasChanged);
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
