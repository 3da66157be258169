using System.Globalization;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Ui.Errors;

/// <summary>The filter terms for "ENOENT", "exit 1" and "SIGKILL".</summary>
public static class FailureKinds
{
    private const string Exit = "exit ";

    /// <summary>"exit 1", "SIGKILL", as in <see cref="FailureRow"/>.</summary>
    public static string NameOf(ExitGroup group) => group.SignalName ?? $"{Exit}{group.ExitCode}";

    public static (FilterField Field, string Value) TermOf(ExitGroup group) => group.Signal is { } signal
        ? (FilterField.Signal, signal <= Signal.All.Count ? Signal.NameOf(signal) : signal.ToString(CultureInfo.InvariantCulture))
        : (FilterField.Exit, (group.ExitCode ?? 0).ToString(CultureInfo.InvariantCulture));

    /// <param name="name">Of a <see cref="FailureRow"/>.</param>
    public static (FilterField Field, string Value) TermOf(string name)
        => name.StartsWith(Exit, StringComparison.Ordinal) ? (FilterField.Exit, name[Exit.Length..])
            : Signal.TryParse(name, out var signal) ? (FilterField.Signal, signal <= Signal.All.Count ? name : signal.ToString(CultureInfo.InvariantCulture))
            : (FilterField.Errno, name);
}
