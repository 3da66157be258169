using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>One process of the overview: what it ran, how it ended, and who started it.</summary>
/// <param name="Path">The path of the last image as given; null where it was not captured.</param>
/// <param name="Args">The first arguments of the last image; null where they are not known.</param>
/// <param name="MoreArgs">There are further arguments.</param>
/// <param name="IsForkOnly">It did not call exec: path and arguments are those that fork copied.</param>
/// <param name="Exit">Null while it runs.</param>
/// <param name="FailedExecs">Without arguments; bounded by <see cref="ProcessRecord.MaxFailedExecs"/>.</param>
/// <param name="Parent">The process that called fork, or the parent where the fork was not seen.</param>
public sealed record ProcessSummary(
    ProcessId Id, string Comm, string? Path, IReadOnlyList<string>? Args, bool MoreArgs, bool IsForkOnly, ProcessState State, ProcessExit? Exit,
    IReadOnlyList<FailedExec> FailedExecs, int ExecCount, long LifetimeNs, ProcessReference? Parent)
{
    /// <summary>More do not fit in a line.</summary>
    public const int MaxArgs = 24;

    /// <summary>Inside LifecycleStore.Read only.</summary>
    internal static ProcessSummary Of(ProcessRecord process, long nowBootNs)
    {
        var image = process.Image;
        var more = image.ArgsTruncated || image.ArgsDropped || image.ArgsShed || image.Args?.Count > MaxArgs;
        return new ProcessSummary(
            process.Id, process.Comm, image.Path, image.Args?.Count > MaxArgs ? [.. image.Args.Take(MaxArgs)] : image.Args, more,
            process.ExecCount == 0 && process.ForkWasSeen, process.State,
            process.Exit is { } exit && exit.BootNs <= nowBootNs ? exit : null, process.FailedExecsWithoutArgs, process.ExecCount,
            process.LifetimeNs(nowBootNs), process.BornBy ?? process.Parent);
    }
}
