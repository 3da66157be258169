using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>What the filter box says of a text that is wrong or odd.</summary>
internal static class FilterMessages
{
    /// <summary>Of an invalid text, while the page, dimmed, shows what it showed.</summary>
    public static string Kept(FilterState state)
        => state.IsActive ? $"The page still shows what matches the filter before: {DisplayText.Text(state.Applied.Text, 80)}" : "Filter not applied: the page shows everything.";

    /// <summary>Message and hint as two sentences.</summary>
    public static string Sentences(string message, string? hint)
        => DisplayText.Text(hint is { Length: > 0 } ? $"{Sentence(message)} {Sentence(hint)}" : Sentence(message), 300);

    /// <summary>"(character 14: “ENONET”)", counted from one.</summary>
    public static string Pointed(string text, int position, int length)
    {
        var end = Math.Min(text.Length, position + length);
        return length == 0 || position >= end
            ? $"(character {position + 1})"
            : $"(character {position + 1}: “{DisplayText.Text(text[position..end], 40)}”)";
    }

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}{(text[^1] is '?' or '.' ? "" : ".")}";
}
