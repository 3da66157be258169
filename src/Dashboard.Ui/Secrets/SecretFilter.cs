using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Redaction;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Secrets;

/// <summary>The filters that select what the page counts: successful execs, and processes that already ran. A failed exec is not counted.</summary>
public static class SecretFilter
{
    /// <summary>A snapshot has no return value, and an absent field passes a negation.</summary>
    public const string All = "is:redacted -ret:<0";

    /// <summary>Removes the range from the address: the page counts the whole capture.</summary>
    public static readonly (string Name, string? Value)[] WholeCapture = [(UrlRange.From, null), (UrlRange.To, null), (UrlRange.Last, UrlRange.All)];

    /// <summary>The mark stands in the arguments where the secret was, so it finds the rule.</summary>
    public static string Of(SecretGroup group)
        => $"{All} args~\"{RedactionMark.Of(group.Rule ?? "")}\" {FilterTermBuilder.Equal(FilterField.Comm, group.Comm ?? "")}"
            + (group.StartedBy is { } starter ? " " + FilterTermBuilder.Equal(FilterField.Pcomm, starter) : "");
}
