using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Tree;

/// <summary>The time axis of the lifetime bars, on the boot clock.</summary>
/// <param name="HasFixedStart">False for a span that moves on with its end.</param>
/// <param name="HasFixedEnd">False where the axis ends now.</param>
/// <param name="Text">"last 60 s", for the head of the column.</param>
public readonly record struct TreeAxis(long FromNs, long ToNs, bool HasFixedStart, bool HasFixedEnd, string Text)
{
    /// <summary>Minimum span; a recording may contain a single moment.</summary>
    private const long MinNs = 1_000_000;

    /// <summary>Values for js/clock.js, which moves the axis.</summary>
    public string? Span => HasFixedStart || HasFixedEnd ? null : Seconds.Of(ToNs - FromNs);

    public (string From, string To)? Ends => HasFixedStart || HasFixedEnd ? (Seconds.Of(FromNs), HasFixedEnd ? Seconds.Of(ToNs) : "now") : null;

    public static TreeAxis Of(RangeChoice choice, Capture capture, long nowNs)
    {
        if (choice.LastNs is { } ns)
        {
            return new(nowNs - ns, nowNs, false, false, string.Create(CultureInfo.InvariantCulture, $"last {(ns > 60e9 ? ns / 60e9 : ns / 1e9):0.#} {(ns > 60e9 ? "min" : "s")}"));
        }

        var clock = capture.Store.Clock;
        var start = Math.Min(capture.AttachedBootNs, nowNs - MinNs);
        if (choice.IsWhole)
        {
            return new(start, nowNs, false, false, "whole capture");
        }

        var from = choice.Fixed.From is { } first ? clock.ToBootNs(first) : start;
        var to = choice.Fixed.To is { } last ? clock.ToBootNs(last) : nowNs;
        return new(from, Math.Max(to, from + MinNs), true, choice.Fixed.To is not null, "chosen range");
    }
}
