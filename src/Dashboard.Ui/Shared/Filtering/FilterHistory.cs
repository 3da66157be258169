using Dashboard.Ui.Shared.Viewer;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>The viewer's recent and saved filters. Loaded when a list of them first opens. One per viewer.</summary>
public sealed class FilterHistory(Browser browser)
{
    public StoredFilters Filters { get; private set; } = StoredFilters.None;

    /// <summary>Reads the storage again: another tab may have changed it.</summary>
    public async Task LoadAsync() => Filters = await browser.FiltersAsync() ?? Filters;

    public Task UsedAsync(string text) => text.Length == 0 || Filters.Recent.FirstOrDefault() == text ? Task.CompletedTask : ChangeAsync(f => f.Used(text));

    public Task ForgetAsync(string text) => ChangeAsync(f => f.Forgot(text));

    public Task SaveAsync(string name, string text) => ChangeAsync(f => f.With(new SavedFilter(Bounded(name), text)));

    public Task RenameAsync(string name, string newName) => newName.Trim().Length == 0 ? Task.CompletedTask : ChangeAsync(f => f.Renamed(name, Bounded(newName)));

    public Task RemoveAsync(string name) => ChangeAsync(f => f.Without(name));

    /// <summary>Remembers the user of "Mine"; "" forgets.</summary>
    public Task SetMineAsync(string user) => user.Length > StoredFilters.MaxName || user == Filters.Mine ? Task.CompletedTask : ChangeAsync(f => f with { Mine = user });

    private static string Bounded(string name) => name.Trim() is var trimmed && trimmed.Length > StoredFilters.MaxName ? trimmed[..StoredFilters.MaxName] : trimmed;

    private async Task ChangeAsync(Func<StoredFilters, StoredFilters> change)
    {
        await LoadAsync();
        Filters = change(Filters);
        await browser.StoreFiltersAsync(Filters);
    }
}
