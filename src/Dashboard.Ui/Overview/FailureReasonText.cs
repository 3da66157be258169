using System.Globalization;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Overview;

/// <summary>Text and filter of the reason of a failure.</summary>
public static class FailureReasonText
{
    /// <summary>"2 × exit 7", "2 × SIGABRT", "3 × exec ENOENT".</summary>
    public static string Of(FailureCount count) => $"{DisplayText.Count(count.Count)} × {Of(count.Reason)}";

    /// <summary>One term of a filter; null where no field has the reason.</summary>
    public static string? Term(FailureReason reason) => reason.Kind switch
    {
        FailureKind.Exit => FilterTermBuilder.Equal(FilterField.Exit, reason.Number.ToString(CultureInfo.InvariantCulture)),
        FailureKind.Signal or FailureKind.OomKill => FilterTermBuilder.Equal(
            FilterField.Signal, Signal.All.Any(s => s.Number == reason.Number) ? Signal.NameOf(reason.Number) : reason.Number.ToString(CultureInfo.InvariantCulture)),
        _ => Errno.NameOf(-reason.Number) is { } name ? FilterTermBuilder.Equal(FilterField.Errno, name) : null,
    };

    /// <summary>How many have a reason that is not in the list.</summary>
    public static int Others(FailingProgram failing) => failing.Failures - failing.Reasons.Sum(r => r.Count);

    public static string Of(FailureReason reason) => reason.Kind switch
    {
        FailureKind.Exit => $"exit {reason.Number}",
        FailureKind.Signal => Signal.NameOf(reason.Number),
        FailureKind.OomKill => "OOM-killed",
        FailureKind.Exec => $"exec {Errno.NameOf(-reason.Number)}",
        _ => $"fork {Errno.NameOf(-reason.Number) ?? "failed"}",
    };
}
