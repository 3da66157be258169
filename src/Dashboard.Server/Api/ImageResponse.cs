using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>The program of a process between one successful exec and the next.</summary>
/// <param name="N">0 for the image copied by fork, then 1, 2 … in the order of the execs.</param>
/// <param name="Time">Start of the image.</param>
/// <param name="Comm">The process name at that time.</param>
/// <param name="Path">The path as passed to exec.</param>
/// <param name="Interpreter">The file that is executed when it differs from the path: a script's interpreter.</param>
/// <param name="Exe">The executable as in /proc/PID/exe: symbolic links resolved, for a script its interpreter; null when unknown.</param>
/// <param name="ArgCount">The real number of arguments, also when not all were kept.</param>
/// <param name="ArgsTruncated">Some arguments are missing.</param>
/// <param name="ExecNs">Duration of the exec; null for image 0 and when the call was not seen.</param>
/// <param name="ArgsShed">The missing arguments were left out because the ring buffer was filling up.</param>
/// <param name="ArgsDropped">The missing arguments were dropped later to stay within the memory budget.</param>
/// <param name="Redacted">The rules that took secrets out of the arguments; null when there was none.</param>
/// <param name="PathShed">The path is null because it was left out while the ring buffer was filling up.</param>
public sealed record ImageResponse(
    int N, Timestamp Time, string Comm, string? Path, string? Interpreter, ExecutableFile? Exe, IReadOnlyList<string>? Args, int? ArgCount,
    bool ArgsTruncated, long? ExecNs, bool ArgsShed, bool ArgsDropped, bool PathShed, IReadOnlyList<string>? Redacted)
{
    internal static IReadOnlyList<ImageResponse> From(IReadOnlyList<Image> images)
        => [.. images.Select(i => new ImageResponse(
            i.N, i.Time, i.Comm, i.Path, i.Interpreter, i.Exe, i.Args, i.ArgCount, i.ArgsTruncated, i.ExecNs, i.ArgsShed, i.ArgsDropped, i.PathShed, i.Redacted))];

    /// <summary>Sets only <c>argsTruncated</c> without a reason: the store still has the arguments, only this response lacks them.</summary>
    internal static IReadOnlyList<ImageResponse> WithoutArgs(IReadOnlyList<Image> images)
        => [.. images.Select(i => new ImageResponse(
            i.N, i.Time, i.Comm, i.Path, i.Interpreter, i.Exe, i.ArgCount > 0 ? [] : null, i.ArgCount, i.ArgsTruncated || i.ArgCount > 0, i.ExecNs, i.ArgsShed, i.ArgsDropped, i.PathShed, i.Redacted))];
}
