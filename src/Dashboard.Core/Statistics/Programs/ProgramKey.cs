using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Programs;

/// <summary>A program: the key of its totals.</summary>
/// <param name="Comm">The process name now, or at the end.</param>
/// <param name="Path">The path of the last image as given to exec; null where it was not captured.</param>
public readonly record struct ProgramKey(string Comm, string? Path)
{
    /// <summary>Inside LifecycleStore.Read only.</summary>
    internal static ProgramKey Of(ProcessRecord process) => new(process.Comm, process.Path);
}
