using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>Observed values of fields, for completion and pickers. Computed when a list opens, not periodically.</summary>
public static class SeenValues
{
    /// <summary>Maximum values returned, most frequent first.</summary>
    public const int MaxValues = 500;

    public static IReadOnlyList<FilterValueCount> Of(StoreReader view, FilterField field)
        => [.. Counts(view, field).OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal).Take(MaxValues)];

    private static IEnumerable<FilterValueCount> Counts(StoreReader view, FilterField field) => field switch
    {
        FilterField.Comm => OfProcesses(view, p => p.Comm),
        FilterField.User => OfProcesses(view, p => p.Context?.User),
        FilterField.Uid => OfProcesses(view, p => p.Context?.Uid?.ToString()),
        FilterField.Gid => OfProcesses(view, p => p.Context?.Gid?.ToString()),
        FilterField.Loginuid => OfProcesses(view, p => p.Context?.LoginUid?.ToString()),
        FilterField.Cgroup => OfProcesses(view, p => p.Context?.Cgroup),
        FilterField.Container => OfProcesses(view, p => p.Context?.Container),
        FilterField.Cwd => OfProcesses(view, p => p.Cwd),
        FilterField.Tty => OfProcesses(view, p => p.Context?.Tty),
        FilterField.Session => OfProcesses(view, p => p.Context?.Session?.ToString()),
        FilterField.Pgid => OfProcesses(view, p => p.Context?.ProcessGroup?.ToString()),
        FilterField.Pcomm => OfProcesses(view, p => (p.CurrentParent ?? p.Parent)?.Comm),
        FilterField.Path => OfProcesses(view, p => p.Path),
        FilterField.Exe => OfProcesses(view, p => p.Exe?.Path),
        FilterField.How => OfProcesses(view, p => p.How is { } how ? ForkMethods.NameOf(how) : null),
        FilterField.Exit => OfProcesses(view, p => p.Exit?.ExitCode?.ToString()),
        FilterField.Signal => OfProcesses(view, p => p.Exit?.Signal is { } signal ? Signal.NameOf(signal) : null),
        FilterField.Kind => view.Counters.ByKind.Where(k => k.Value > 0).Select(k => new FilterValueCount(EventKinds.NameOf(k.Key), k.Value)),
        FilterField.Errno => Errors(view, ErrnoField.Errno, g => g.Errno),
        FilterField.Syscall => Errors(view, ErrnoField.Syscall, g => g.Syscall),
        _ => [],
    };

    private static IEnumerable<FilterValueCount> OfProcesses(StoreReader view, Func<ProcessRecord, string?> value)
        => view.Processes.All
            .Select(value)
            .Where(v => v is { Length: > 0 })
            .CountBy(v => v!)
            .Select(v => new FilterValueCount(v.Key, v.Value));

    private static IEnumerable<FilterValueCount> Errors(StoreReader view, ErrnoField by, Func<ErrnoGroup, string?> value)
        => view.Errnos.Groups(by)
            .Where(g => value(g) is not null)
            .Select(g => new FilterValueCount(value(g)!, g.Count + g.Lookups));
}
