using Dashboard.Core.Statistics.Rates;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Interop;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>Histogram of process lifetimes, failures stacked on top.</summary>
public sealed partial class LifetimeChart
{
    private const int Height = 132;

    private readonly Plotly.Blazor.Layout _layout = NewLayout();

    [Parameter, EditorRequired]
    public IReadOnlyList<LifetimeBucket> Buckets { get; set; } = [];

    [Parameter]
    public EventCallback<LifetimeBucket> OnClick { get; set; }

    /// <summary>"3 to 10 ms", "under 300 µs".</summary>
    public static string Name(LifetimeBucket bucket) => bucket switch
    {
        { ToNs: null } => $"over {Ui.Shared.Text.Durations.Of(bucket.FromNs)}",
        { FromNs: 0, ToNs: { } to } => $"under {Ui.Shared.Text.Durations.Of(to)}",
        { ToNs: { } to } => $"{Ui.Shared.Text.Durations.Of(bucket.FromNs)} to {Ui.Shared.Text.Durations.Of(to)}",
    };

    /// <summary>A bucket bound in filter syntax.</summary>
    public static string Bound(long ns) => ns switch
    {
        < 1_000_000 => $"{ns / 1_000}us",
        < 1_000_000_000 => $"{ns / 1_000_000}ms",
        _ => $"{ns / 1_000_000_000}s",
    };

    private static Plotly.Blazor.Layout NewLayout()
    {
        var layout = Plot.NewLayout(new Margin { L = 42, R = 8, T = 8, B = 22 });
        layout.Height = Height;
        layout.BarMode = BarModeEnum.Stack;
        layout.BarGap = 0.12m;
        layout.XAxis = [new XAxis { FixedRange = true, ZeroLine = false, Type = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum.Category, TickAngle = 0 }];
        layout.YAxis = [new YAxis { FixedRange = true, ZeroLine = false, NTicks = 4 }];
        return layout;
    }

    /// <summary>The axis label: the lower bound of a bucket.</summary>
    private static string Label(LifetimeBucket bucket) => bucket.FromNs == 0 ? "0" : $"{Bound(bucket.FromNs).Replace("us", "µs", StringComparison.Ordinal)}";

    private IList<ITrace> Draw()
    {
        _layout.YAxis[0].DTick = Buckets.Count > 0 && Buckets.Max(b => b.Count) <= 4 ? 1 : null;

        // Label only the decades, which fit.
        _layout.XAxis[0].TickVals = [.. Buckets.Where(b => Label(b) is { } l && l[0] == '1').Select(b => (object)Label(b))];
        var labels = Buckets.Select(b => (object)Label(b)).ToList();
        var names = Buckets.Select(Name).ToList();
        return
        [
            new Bar { Name = "not failed", X = labels, Y = [.. Buckets.Select(b => (object)(b.Count - b.Failed))], HoverTextArray = names, HoverTemplate = "%{hovertext}: %{y:,} not failed<extra></extra>" },
            new Bar { Name = "failed", X = labels, Y = [.. Buckets.Select(b => (object)b.Failed)], HoverTextArray = names, HoverTemplate = "%{hovertext}: %{y:,} failed<extra></extra>" },
        ];
    }

    private Task OnPlotClick(EventDataPoint point)
    {
        foreach (var bucket in Buckets)
        {
            if (Label(bucket) == point.X?.ToString())
            {
                return OnClick.InvokeAsync(bucket);
            }
        }

        return Task.CompletedTask;
    }
}
