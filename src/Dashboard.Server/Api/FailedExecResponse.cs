using Dashboard.Core.Events;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>An exec that returned: the image lived on.</summary>
/// <param name="Errno">For example "ENOENT".</param>
/// <param name="Ret">The negative errno.</param>
/// <param name="Lookup">True when it was one step of a PATH search that went on: not a failure.</param>
/// <param name="Image">The number of the image that tried.</param>
public sealed record FailedExecResponse(
    Timestamp Time, string? Syscall, string? Path, IReadOnlyList<string>? Args, string? Errno, long Ret, bool Lookup, int Image)
{
    internal static FailedExecResponse From(FailedExec f)
        => new(f.Time, f.Syscall, f.Path, f.Args, f.Errno, f.Ret, f.Lookup, f.Image);
}
