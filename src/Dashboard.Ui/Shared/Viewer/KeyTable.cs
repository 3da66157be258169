using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Shared.Viewer;

/// <summary>All keys. The help and the README list them, and js/keys.js sends their commands.</summary>
public static class KeyTable
{
    public const string Tree = ViewOptions.Page;
    public const string Events = "/events";
    public const string Timeline = "/timeline";
    private const string AllPages = "";

    public static IReadOnlyList<KeyLine> Lines { get; } =
    [
        new(AllPages, "command palette: pages, commands, processes", "Ctrl,K"),
        new(AllPages, "edit the filter", "/"),
        new(AllPages, "take the filter's suggestion, and stay", "Tab"),
        new(AllPages, "close, or leave the filter box", "Escape=escape"),
        new(AllPages, "pause and resume", "p=pause"),
        new(AllPages, "next and previous row", "j=down k=up ArrowDown=down ArrowUp=up"),
        new(AllPages, "expand and collapse children", "ArrowRight=right ArrowLeft=left"),
        new(AllPages, "page up and down", "PageUp PageDown"),
        new(AllPages, "first and last row", "Home=home End=end"),
        new(AllPages, "show details", "Enter=enter"),
        new(AllPages, "go to the parent", "u=parent"),
        new(AllPages, "previous and next image, in the details", "[ ]"),
        new(AllPages, "row menu: include, exclude, copy", "m"),
        new(AllPages, "go to the overview", "g,o=go:/"),
        new(AllPages, "go to the tree", "g,t=go:/tree"),
        new(AllPages, "go to events", "g,e=go:/events"),
        new(AllPages, "go to errors", "g,r=go:/errors"),
        new(AllPages, "go to PIDs", "g,p=go:/pids"),
        new(AllPages, "go to the programs", "g,m=go:/programs"),
        new(AllPages, "go to spawners", "g,s=go:/spawners"),
        new(AllPages, "go to secrets", "g,c=go:/secrets"),
        new(AllPages, "go to the timeline", "g,i=go:/timeline"),
        new(AllPages, "go to tracepoints", "g,d=go:/tracepoints"),
        new(AllPages, "go to Learn", "g,l=go:/learn"),
        new(AllPages, "copy the link to this view", "y=copy-link"),
        new(AllPages, "this help", "?=help"),
        new(Tree, "show only this subtree, and back", "z=zoom"),
        new(Tree, "follow the selected row", "f=follow"),
        new(Tree, "select the row as well", "Space=mark"),
        new(Tree, "extend the selection", "Shift+ArrowDown=mark-down Shift+ArrowUp=mark-up"),
        new(Tree, "copy the selected rows", "c=copy-rows"),
        new(Tree, "from a sorted list back to the tree", "t=unsort"),
        new(Events, "next failure (older) and previous", "e=failure-older E=failure-newer"),
        new(Timeline, "zoom in and out", "w=zoom-in s=zoom-out +=zoom-in ==zoom-in -=zoom-out"),
        new(Timeline, "earlier and later", "a=pan-left d=pan-right ArrowLeft ArrowRight"),
        new(Timeline, "fit the row, show the whole capture", "f=fit 0=all"),
        new(Timeline, "only this subtree, critical path", "z=subtree c=path"),
    ];

    /// <summary>Keys and commands of all pages, for the attribute data-common-keys.</summary>
    public static string OfAllPages { get; } = Of(AllPages);

    /// <summary>Keys and commands of a page, for its attribute data-keys; they come before those of all pages.</summary>
    public static string Of(string page)
        => string.Join(' ', Lines.Where(l => l.Page == page).SelectMany(l => l.Bindings).Where(b => b.Command.Length > 0).Select(b => $"{b.Key}={b.Command}"));

    /// <summary>The path that a "go:" command of the table leads to; null for other commands.</summary>
    public static string? PathOf(string command)
        => command.StartsWith("go:", StringComparison.Ordinal) && Lines.Any(l => l.Bindings.Any(b => b.Command == command)) ? command[3..] : null;

    /// <summary>The first key of a command, as a tooltip names it.</summary>
    public static string Key(string command)
    {
        var key = Lines.SelectMany(l => l.Bindings).First(b => b.Command == command).Key;
        return char.IsAsciiLetterUpper(key[0]) ? $"Shift+{key}" : key;
    }
}
