using Dashboard.Core.Events;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>An exec that returned: the image lived on.</summary>
/// <param name="Errno">For example "ENOENT".</param>
/// <param name="Ret">The negative errno.</param>
/// <param name="Lookup">True when it was one step of a PATH search that went on: not a failure.</param>
/// <param name="Image">The number of the image that tried.</param>
/// <param name="ArgCount">The true number, also when not all were kept.</param>
/// <param name="ExecNs">How long the call took; null where its begin was not seen.</param>
public sealed record FailedExecResponse(
    Timestamp Time, string? Syscall, string? Path, IReadOnlyList<string>? Args, string? Errno, long Ret, bool Lookup, int Image,
    int? ArgCount, bool ArgsTruncated, long? ExecNs)
{
    internal static FailedExecResponse From(FailedExec f)
        => new(f.Time, f.Syscall, f.Path, f.Args, f.Errno, f.Ret, f.Lookup, f.Image, f.ArgCount, f.ArgsTruncated, f.ExecNs);
}
