namespace Dashboard.Ui.Shared.Viewer;

/// <summary>Keys that do one thing, or two that belong together: a line of the help.</summary>
/// <param name="Page">Path of the page that has them; "" for all pages.</param>
/// <param name="What">What they do, in the order of the keys.</param>
/// <param name="Keys">
/// Keys as the browser names them, separated by spaces: "j=down" sends the command "down", "g,t=go:/" does so for t after g.
/// What has no command is handled by the scripts alone, or has its command in a line of all pages.
/// </param>
public sealed record KeyLine(string Page, string What, string Keys)
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["ArrowDown"] = "↓",
        ["ArrowUp"] = "↑",
        ["ArrowLeft"] = "←",
        ["ArrowRight"] = "→",
        ["Escape"] = "Esc",
        ["PageUp"] = "PgUp",
        ["PageDown"] = "PgDn",
        ["-"] = "−",
        ["Shift+ArrowDown"] = "Shift ↓",
        ["Shift+ArrowUp"] = "Shift ↑",
    };

    /// <summary>The keys as their caps show them.</summary>
    public IReadOnlyList<string> Caps => [.. Bindings.SelectMany(b => b.Key.Split(',')).Select(key => Names.GetValueOrDefault(key, key))];

    /// <summary>Command is "" where the key sends none by this line.</summary>
    public IEnumerable<(string Key, string Command)> Bindings
        => Keys.Split(' ').Select(k => k.IndexOf('=', 1) is > 0 and var at ? (k[..at], k[(at + 1)..]) : (k, ""));
}
