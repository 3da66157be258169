using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Viewer;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>A whole filter offered by the empty filter box.</summary>
/// <param name="Group">Heading of its part of the list.</param>
public sealed record FilterStart(string Group, string Name, string Text)
{
    public const string Quick = "Quick filters";
    public const string Saved = "Saved";
    public const string Recent = "Recent";

    /// <summary>There is no filter "mine": the server does not know which user of the machine a viewer is.</summary>
    private static readonly FilterStart[] QuickFilters =
    [
        new(Quick, "Failed", "is:failed"), new(Quick, "Slow", "dur:>1s"), new(Quick, "Short-lived", "is:short"), new(Quick, "Containers", "container:*"),
    ];

    /// <summary>The list: quick filters with the user of the last filter for a user, then the viewer's own.</summary>
    public static IReadOnlyList<FilterStart> Of(StoredFilters stored)
        =>
        [
            .. QuickFilters,
            .. LastUser(stored) is { } user ? new[] { new FilterStart(Quick, $"User {KernelText.Display(user)}", FilterTermBuilder.Equal(FilterField.User, user)) } : [],
            .. stored.Saved.Select(s => new FilterStart(Saved, KernelText.Display(s.Name), s.Text)),
            .. stored.Recent.Select(text => new FilterStart(Recent, KernelText.Display(text), text)),
        ];

    private static string? LastUser(StoredFilters stored)
    {
        foreach (var text in stored.Recent)
        {
            if (Filter.TryParse(text, out var filter, out _)
                && TopLevelTerms.Of(filter).FirstOrDefault(t => t is { IsChoice: true, Field: FilterField.User }) is { } term
                && term.Text.StartsWith("user:", StringComparison.OrdinalIgnoreCase) && !term.Text.Contains(',') && !term.Text.Contains('"'))
            {
                return term.Text[5..];
            }
        }

        return null;
    }
}
