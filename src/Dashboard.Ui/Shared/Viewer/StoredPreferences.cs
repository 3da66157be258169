using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Shared.Viewer;

/// <summary>View settings stored in the browser (js/theme.js), and its time zone offset.</summary>
/// <param name="Density">comfortable or dense.</param>
/// <param name="Time">local, utc or since.</param>
/// <param name="Letters">off: keys without Ctrl do nothing.</param>
/// <param name="Hint">seen: the first hint was dismissed.</param>
/// <param name="Keep">How long exited rows stay in the tree: seconds, or all.</param>
/// <param name="Columns">The tree's columns (<see cref="TreeColumns"/>); empty for those of the first visit.</param>
/// <param name="IsNewCapture">This browser has seen another capture at this address before, and not yet this one (js/shell.js).</param>
public sealed record StoredPreferences(int UtcOffsetMinutes, string Density, string Time, string Letters, string Hint, string Keep, string Columns = "", bool IsNewCapture = false)
{
    public static readonly StoredPreferences Unknown = new(0, "comfortable", "local", "on", "seen", ViewOptions.KeepValue(ViewOptions.DefaultLingerSeconds));

    /// <summary>With one setting changed, by its name in js/theme.js.</summary>
    public StoredPreferences With(string name, string value) => name switch
    {
        "density" => this with { Density = value },
        "time" => this with { Time = value },
        "letters" => this with { Letters = value },
        "keep" => this with { Keep = value },
        "columns" => this with { Columns = value },
        _ => this with { Hint = value },
    };
}
