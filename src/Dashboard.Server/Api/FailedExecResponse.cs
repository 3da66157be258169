using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>An exec that returned: the image lived on.</summary>
/// <param name="Errno">For example "ENOENT".</param>
/// <param name="Ret">The negative errno.</param>
/// <param name="Lookup">True when it was one step of a PATH search that went on: not a failure.</param>
/// <param name="Image">The number of the image that tried.</param>
/// <param name="ArgCount">The true number, also when not all were kept.</param>
/// <param name="ArgsTruncated">Not all of them are here.</param>
/// <param name="ExecNs">How long the call took; null where its begin was not seen.</param>
/// <param name="ArgsShed">What is missing was left out because the ring buffer was filling up.</param>
/// <param name="ArgsDropped">They were kept, and dropped later to stay within the memory.</param>
/// <param name="PathShed">The path is null because it was left out while the ring buffer was filling up.</param>
public sealed record FailedExecResponse(
    Timestamp Time, string? Syscall, string? Path, IReadOnlyList<string>? Args, string? Errno, long Ret, bool Lookup, int Image,
    int? ArgCount, bool ArgsTruncated, long? ExecNs, bool ArgsShed, bool ArgsDropped, bool PathShed)
{
    internal static FailedExecResponse From(FailedExec f)
        => new(f.Time, f.Syscall, f.Path, f.Args, f.Errno, f.Ret, f.Lookup, f.Image, f.ArgCount, f.ArgsTruncated, f.ExecNs, f.ArgsShed, f.ArgsDropped, f.PathShed);
}
