using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>What runs in a process between one successful exec and the next.</summary>
/// <param name="N">0 for what fork copied, then 1, 2 … in the order of the execs.</param>
/// <param name="Time">When it began.</param>
/// <param name="Comm">The process name when it began.</param>
/// <param name="Path">As it was given to the kernel.</param>
/// <param name="Interpreter">The file that runs when it is not the path: a script's interpreter.</param>
/// <param name="Exe">The file itself, as /proc/PID/exe names it: symbolic links followed, of a script its interpreter; null when not known.</param>
/// <param name="ArgCount">The true number, also when not all were kept.</param>
/// <param name="ArgsTruncated">Not all of them are here.</param>
/// <param name="ExecNs">How long the exec took; null for image 0 and where the call was not seen.</param>
/// <param name="ArgsShed">What is missing was left out because the ring buffer was filling up.</param>
/// <param name="ArgsDropped">They were kept, and dropped later to stay within the memory.</param>
/// <param name="PathShed">The path is null because it was left out while the ring buffer was filling up.</param>
public sealed record ImageResponse(
    int N, Timestamp Time, string Comm, string? Path, string? Interpreter, ExecutableFile? Exe, IReadOnlyList<string>? Args, int? ArgCount,
    bool ArgsTruncated, long? ExecNs, bool ArgsShed, bool ArgsDropped, bool PathShed)
{
    internal static IReadOnlyList<ImageResponse> From(IReadOnlyList<Image> images)
        => [.. images.Select(i => new ImageResponse(
            i.N, i.Time, i.Comm, i.Path, i.Interpreter, i.Exe, i.Args, i.ArgCount, i.ArgsTruncated, i.ExecNs, i.ArgsShed, i.ArgsDropped, i.PathShed))];

    /// <summary>They are left out of this answer: <c>argsTruncated</c> alone says so, for nothing has happened to them where they are kept.</summary>
    internal static IReadOnlyList<ImageResponse> WithoutArgs(IReadOnlyList<Image> images)
        => [.. images.Select(i => new ImageResponse(
            i.N, i.Time, i.Comm, i.Path, i.Interpreter, i.Exe, i.ArgCount > 0 ? [] : null, i.ArgCount, i.ArgsTruncated || i.ArgCount > 0, i.ExecNs, i.ArgsShed, i.ArgsDropped, i.PathShed))];
}
