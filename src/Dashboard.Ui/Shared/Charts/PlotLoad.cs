using Dashboard.Ui.Shared.Viewer;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>
/// Lets one chart load Plotly and the others wait for it. Plotly.Blazor's interop queues what it is asked before Plotly has arrived, and then
/// fails, visibly in the console, on the first chart whose page was left meanwhile. One per viewer.
/// </summary>
public sealed class PlotLoad(Browser browser)
{
    private bool _isAsked;
    private bool _hasArrived;

    /// <summary>True when a chart may be drawn at once: Plotly is there, or this is the chart that loads it.</summary>
    public bool Enter()
    {
        var isFirst = !_isAsked;
        _isAsked = true;
        return isFirst || _hasArrived;
    }

    public async Task WaitAsync()
    {
        await browser.PlotlyAsync();
        _hasArrived = true;
    }
}
