using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Shared.Url;

/// <summary>A time range in the URL, in the format of the HTTP API.</summary>
public static class UrlRange
{
    public const string From = "from";
    public const string To = "to";

    public static TimeRange Read(UrlState url) => new(Moment(url, From), Moment(url, To));

    public static void Write(UrlState url, TimeRange range) => url.Set((From, Address(range.From)), (To, Address(range.To)));

    /// <summary>The time in URL format; null for none.</summary>
    public static string? Address(Timestamp? at) => at is { } moment ? TimeOfDay.Address(moment) : null;

    private static Timestamp? Moment(UrlState url, string key) => Timestamp.TryParse(url.Get(key), out var at) ? at : null;
}
