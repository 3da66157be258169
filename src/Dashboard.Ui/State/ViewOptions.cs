using System.Globalization;

namespace Dashboard.Ui.State;

/// <summary>How the tree is drawn, as the address says it.</summary>
/// <param name="LingerSeconds">How long exited processes stay; null keeps all.</param>
/// <param name="MatchesOnly">Without the ancestors of what matches.</param>
/// <param name="SinceCapture">Lifetime bars over the whole capture instead of the last minute.</param>
public sealed record ViewOptions(int? LingerSeconds, bool MatchesOnly, bool SinceCapture)
{
    public const string Keep = "keep";
    public const string Only = "only";
    public const string Span = "span";
    public const int DefaultLingerSeconds = 3;
    public const int MaxLingerSeconds = 60;

    private const string All = "all";

    public long? LingerNs => LingerSeconds * 1_000_000_000L;

    /// <param name="live">In a recording nothing goes on, so exited processes stay unless the address says otherwise.</param>
    public static ViewOptions Read(UrlState url, bool live) => new(
        Linger(url.Get(Keep), live),
        url.Get(Only) == "1",
        url.Get(Span) is { } span ? span == All : !live);

    public static string KeepValue(int? seconds) => seconds?.ToString(CultureInfo.InvariantCulture) ?? All;

    public static string SpanValue(bool sinceCapture) => sinceCapture ? All : "60";

    private static int? Linger(string? text, bool live)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return Math.Min(seconds, MaxLingerSeconds);
        }

        return text == All || !live ? null : DefaultLingerSeconds;
    }
}
