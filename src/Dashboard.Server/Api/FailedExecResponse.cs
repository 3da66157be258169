using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>An exec that failed: the process kept its image.</summary>
/// <param name="Errno">For example "ENOENT".</param>
/// <param name="Ret">The negative errno.</param>
/// <param name="Lookup">True for a failed step of a PATH search that continued; not counted as a failure.</param>
/// <param name="Image">The number of the image that called exec.</param>
/// <param name="ArgCount">The real number of arguments, also when not all were kept.</param>
/// <param name="ArgsTruncated">Some arguments are missing.</param>
/// <param name="ExecNs">Duration of the call; null when its start was not seen.</param>
/// <param name="ArgsShed">The missing arguments were left out because the ring buffer was filling up.</param>
/// <param name="ArgsDropped">The missing arguments were dropped later to stay within the memory budget.</param>
/// <param name="Redacted">The rules that took secrets out of the arguments; null when there was none.</param>
/// <param name="PathShed">The path is null because it was left out while the ring buffer was filling up.</param>
public sealed record FailedExecResponse(
    Timestamp Time, string? Syscall, string? Path, IReadOnlyList<string>? Args, string? Errno, long Ret, bool Lookup, int Image,
    int? ArgCount, bool ArgsTruncated, long? ExecNs, bool ArgsShed, bool ArgsDropped, bool PathShed, IReadOnlyList<string>? Redacted)
{
    internal static FailedExecResponse From(FailedExec f)
        => new(f.Time, f.Syscall, f.Path, f.Args, f.Errno, f.Ret, f.Lookup, f.Image, f.ArgCount, f.ArgsTruncated, f.ExecNs, f.ArgsShed, f.ArgsDropped, f.PathShed, f.Redacted);
}
