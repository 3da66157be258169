using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Shared.Viewer;

/// <summary>
/// Density, keys and time display, for all pages. Stored in the browser, except the time display, which is in the URL so
/// that a link shows the same times to all. One per viewer.
/// </summary>
public sealed class ViewSettings(Browser browser, UrlState url, Capture capture)
{
    /// <summary>24 px is the minimum target size (WCAG 2.5.8). Same as --row of css/tokens.css.</summary>
    private const int DenseRow = 24;

    /// <summary>Raised when a setting changed and the page must be rendered again.</summary>
    public event Action? Changed;

    public bool Dense => browser.View.Density == "dense";

    public bool Letters => browser.View.Letters != "off";

    public bool ShowHint => browser.View.Hint == "show";

    /// <summary>local, utc or since.</summary>
    public string Time => url.Get(TimelineOptions.Clock) is { } zone and (TimelineOptions.Utc or TimelineOptions.Since) ? zone : "local";

    public TimeDisplay Times => Time switch
    {
        TimelineOptions.Since => new TimeDisplay(0, capture.AttachedAt.UnixNs + capture.Store.Clock.AxisShiftNs),
        _ => browser.UtcOffsetMinutes,
    };

    /// <summary>Exited processes stay in a recording and in the capture of one command, where few further processes follow.</summary>
    public bool KeepsEnded => capture.IsOnePiece;

    public int RowHeight(int comfortable) => Dense ? DenseRow : comfortable;

    /// <summary>The browser's settings were loaded.</summary>
    public void Loaded()
    {
        if (url.Get(TimelineOptions.Clock) is null && browser.View.Time is TimelineOptions.Utc or TimelineOptions.Since)
        {
            url.Set((TimelineOptions.Clock, browser.View.Time));
        }

        ShowStored();
        if (browser.View != StoredPreferences.Unknown)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>
    /// Writes into the tree's URL what the browser remembers, if it is not the default and the URL says nothing: the columns, and how
    /// long exited rows stay, where they do not stay anyway.
    /// </summary>
    public void ShowStored()
    {
        if (!url.IsAt(ViewOptions.Page))
        {
            return;
        }

        var keeps = url.Get(ViewOptions.Keep) is null && !KeepsEnded && browser.View.Keep != StoredPreferences.Unknown.Keep;
        var has = url.Get(ViewOptions.Columns) is null && url.Get(ViewOptions.Hide) is null && browser.View.Columns.Length > 0;
        if (keeps || has)
        {
            url.Set((ViewOptions.Keep, keeps ? browser.View.Keep : url.Get(ViewOptions.Keep)), (ViewOptions.Columns, has ? browser.View.Columns : url.Get(ViewOptions.Columns)));
        }
    }

    /// <summary>Remembers the tree's columns; null for those of the first visit.</summary>
    public async Task SetColumnsAsync(TreeColumns? columns)
    {
        var text = columns is null || columns.ToString() == TreeColumns.Default.ToString() ? null : columns.ToString();
        await browser.SetViewAsync("columns", text ?? "");
        url.Set((ViewOptions.Columns, text), (ViewOptions.Hide, null));
    }

    public async Task SetKeepAsync(string keep)
    {
        await browser.SetViewAsync("keep", keep);
        url.Set((ViewOptions.Keep, keep));
    }

    public async Task SetDensityAsync(bool dense)
    {
        await browser.SetViewAsync("density", dense ? "dense" : "comfortable");
        Changed?.Invoke();
    }

    public async Task SetLettersAsync(bool on)
    {
        await browser.SetViewAsync("letters", on ? "on" : "off");
        Changed?.Invoke();
    }

    public async Task SetTimeAsync(string time)
    {
        await browser.SetViewAsync("time", time);
        url.Set((TimelineOptions.Clock, time is TimelineOptions.Utc or TimelineOptions.Since ? time : null));
        Changed?.Invoke();
    }

    public async Task DismissHintAsync()
    {
        await browser.SetViewAsync("hint", "seen");
        Changed?.Invoke();
    }
}
