using Dashboard.Core.Feeds;
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

    /// <summary>The text of "Mine" while no user is known: a value is to be typed.</summary>
    public const string ChooseUser = "user:";

    private const string MineName = "Mine";

    /// <summary>The list: quick filters with the user of the last filter for a user, then the viewer's own.</summary>
    /// <param name="startedBy">Who started the dashboard: "Mine" until the viewer chooses another user.</param>
    public static IReadOnlyList<FilterStart> Of(StoredFilters stored, MachineUser? startedBy)
    {
        var mine = stored.Mine.Length > 0 ? FilterTermBuilder.Equal(FilterField.User, stored.Mine)
            : startedBy is { Name: { } name } ? FilterTermBuilder.Equal(FilterField.User, name)
            : startedBy is not null ? FilterTermBuilder.Equal(FilterField.Uid, $"{startedBy.Uid}")
            : ChooseUser;
        return
        [
            new(Quick, "Failed", "is:failed"), new(Quick, "Slow", "dur:>1s"), new(Quick, "Short-lived", "is:short"), new(Quick, MineName, mine), new(Quick, "Containers", "container:*"),
            .. stored.Recent.Select(UserOf).FirstOrDefault(user => user is not null) is { } user && FilterTermBuilder.Equal(FilterField.User, user) is var term && term != mine
                ? new[] { new FilterStart(Quick, $"User {KernelText.Display(user)}", term) }
                : [],
            .. stored.Saved.Select(s => new FilterStart(Saved, KernelText.Display(s.Name), s.Text)),
            .. stored.Recent.Select(text => new FilterStart(Recent, KernelText.Display(text), text)),
        ];
    }

    /// <summary>The user that a filter asks for; null when it does not ask for one, or not by a plain name.</summary>
    public static string? UserOf(string text)
        => Filter.TryParse(text, out var filter, out _)
            && TopLevelTerms.Of(filter).FirstOrDefault(t => t is { IsChoice: true, Field: FilterField.User }) is { } term
            && term.Text.StartsWith(ChooseUser, StringComparison.OrdinalIgnoreCase) && !term.Text.Contains(',') && !term.Text.Contains('"')
            ? term.Text[ChooseUser.Length..]
            : null;
}
