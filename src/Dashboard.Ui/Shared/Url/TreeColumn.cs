namespace Dashboard.Ui.Shared.Url;

/// <summary>A tree column that can be hidden.</summary>
/// <param name="Name">Name in the URL.</param>
/// <param name="Title">Title of the column.</param>
public sealed record TreeColumn(string Name, string Title)
{
    /// <summary>In display order; css/tree.css has a class for each.</summary>
    public static IReadOnlyList<TreeColumn> All { get; } =
    [
        new("pid", "PID"), new("age", "Age"), new("exit", "Exit"), new("user", "User"), new("children", "Children"), new("lifetime", "Lifetime"),
    ];

    public static TreeColumn? Find(string name) => All.FirstOrDefault(c => c.Name == name);
}
