namespace Dashboard.Ui.Shared.Url;

/// <summary>A column of the tree that can be left out.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Title">As its head says.</param>
public sealed record TreeColumn(string Name, string Title)
{
    /// <summary>In their order; Tree/tree.css has a class for each.</summary>
    public static IReadOnlyList<TreeColumn> All { get; } =
    [
        new("pid", "PID"), new("age", "Age"), new("exit", "Exit"), new("user", "User"), new("children", "Children"), new("lifetime", "Lifetime"),
    ];

    public static TreeColumn? Find(string name) => All.FirstOrDefault(c => c.Name == name);
}
