namespace Dashboard.Ui.Shared.Viewer;

/// <summary>The viewer's filters in the browser's storage (js/filters.js).</summary>
/// <param name="Recent">The newest first; at most <see cref="MaxRecent"/>.</param>
/// <param name="Saved">In the order of saving; at most <see cref="MaxSaved"/>.</param>
/// <param name="Mine">The user that the viewer chose for "Mine"; "" for none.</param>
public sealed record StoredFilters(IReadOnlyList<string> Recent, IReadOnlyList<SavedFilter> Saved, string Mine = "")
{
    /// <summary>As in js/filters.js.</summary>
    public const int MaxRecent = 10;

    /// <summary>As in js/filters.js.</summary>
    public const int MaxSaved = 50;

    /// <summary>Maximum characters of a name and of a user, as in js/filters.js.</summary>
    public const int MaxName = 60;

    public static readonly StoredFilters None = new([], []);

    public StoredFilters Used(string text) => this with { Recent = [.. Recent.Where(r => r != text).Prepend(text).Take(MaxRecent)] };

    public StoredFilters Forgot(string text) => this with { Recent = [.. Recent.Where(r => r != text)] };

    /// <summary>Saves under a name; an existing one of this name is replaced.</summary>
    public StoredFilters With(SavedFilter filter) => this with { Saved = [.. Without(filter.Name).Saved.Append(filter).TakeLast(MaxSaved)] };

    public StoredFilters Without(string name) => this with { Saved = [.. Saved.Where(s => s.Name != name)] };

    /// <summary>Renames in place; another of the new name is replaced.</summary>
    public StoredFilters Renamed(string name, string newName)
        => name == newName ? this : this with { Saved = [.. Saved.Where(s => s.Name != newName).Select(s => s.Name == name ? s with { Name = newName } : s)] };
}
