using Dashboard.Core.Tree;

namespace Dashboard.Ui.Shared.Url;

/// <summary>A column of the tree after the first one, which names the process.</summary>
/// <param name="Name">Name in the URL and in the browser's storage.</param>
/// <param name="Title">Title of the column.</param>
/// <param name="Class">CSS class of its cells.</param>
/// <param name="Track">Its width in a CSS grid until the user sets another one.</param>
/// <param name="Sort">What it sorts by; null where it cannot be sorted.</param>
/// <param name="Descends">The first click sorts the largest first.</param>
/// <param name="IsDefault">Shown unless chosen otherwise.</param>
public sealed record TreeColumn(string Name, string Title, string Class, string Track, TreeSortKey? Sort = null, bool Descends = false, bool IsDefault = true)
{
    /// <summary>The first column, which is always there.</summary>
    public static readonly TreeColumn Process = new("process", "Process", "c-name", "minmax(160px,2fr)", TreeSortKey.Comm);

    /// <summary>In the order of the first visit.</summary>
    public static IReadOnlyList<TreeColumn> All { get; } =
    [
        new("pid", "PID", "num c-pid", "66px", TreeSortKey.Pid),
        new("command", "Command", "c-cmd", "minmax(40px,1.4fr)", TreeSortKey.Command),
        new("images", "Images", "c-images", "minmax(100px,1.1fr)", TreeSortKey.Images, true),
        new("age", "Age", "num c-age", "78px", TreeSortKey.Lifetime, true),
        new("exit", "Exit", "c-exit", "100px", TreeSortKey.Exit, true),
        new("user", "User", "c-user", "84px", TreeSortKey.User),
        new("children", "Children", "num c-kids", "76px", TreeSortKey.Children, true, IsDefault: false),
        new("cpu", "CPU time", "num c-cpu", "82px", TreeSortKey.CpuTime, true, IsDefault: false),
        new("cpunow", "CPU", "num c-load", "104px", TreeSortKey.CpuNow, true, IsDefault: false),
        new("memnow", "Memory", "num c-rss", "82px", TreeSortKey.MemoryNow, true, IsDefault: false),
        new("memory", "Max memory", "num c-mem", "96px", TreeSortKey.MaxMemory, true, IsDefault: false),
        new("started", "Started at", "num c-start", "96px", TreeSortKey.Started, true, IsDefault: false),
        new("parent", "Parent", "c-parent", "minmax(90px,.8fr)", TreeSortKey.Parent, IsDefault: false),
        new("lifetime", "Lifetime", "c-life", "minmax(110px,1.2fr)"),
    ];

    public static TreeColumn? Find(string? name) => All.FirstOrDefault(c => c.Name == name);
}
