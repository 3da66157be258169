using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Tree;

/// <summary>Text of a group row of the tree.</summary>
public static class GroupText
{
    private const int MaxName = 100;

    /// <summary>"container 4f1c…", "not recognised as a container", "container not known"</summary>
    public static string Name(TreeGrouping by, TreeGroupKey key) => key switch
    {
        { Name: { } name } => $"{What(by)} {DisplayText.Text(name, MaxName)}",
        // The path of the cgroup names no container of an engine that is known: there may be others. Cgroups and sessions are known or not.
        { IsKnown: true } => "not recognised as a container",
        _ => $"{What(by)} not known",
    };

    /// <summary>"12 processes, 10 running"</summary>
    public static string Count(TreeGroup group)
        => $"{DisplayText.Count(group.Count, "process", "processes")}, {DisplayText.Count(group.Running)} running";

    public static string Whole(TreeGrouping by, TreeGroup group)
        => $"{Name(by, group.Key)}, {Count(group)}{(group.Failed > 0 ? $", {DisplayText.Count(group.Failed)} failed" : "")}";

    public static string Include(TreeGrouping by, TreeGroupKey key) => FilterTermBuilder.Equal(FieldOf(by), key.Name!);

    public static FilterField FieldOf(TreeGrouping by) => by switch
    {
        TreeGrouping.Container => FilterField.Container,
        TreeGrouping.Cgroup => FilterField.Cgroup,
        _ => FilterField.Session,
    };

    private static string What(TreeGrouping by) => by switch
    {
        TreeGrouping.Container => "container",
        TreeGrouping.Cgroup => "cgroup",
        _ => "session",
    };
}
