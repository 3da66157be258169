using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>How and when a process ended.</summary>
/// <param name="ExitCode">0 to 255; null when a signal ended it, or when the exit was not seen.</param>
/// <param name="Signal">The number of the signal that ended it, else null.</param>
/// <param name="SignalName">"SIGTERM", "SIGRTMIN+2"; null when no signal ended it.</param>
/// <param name="Oom">True when the kernel's out-of-memory killer chose it.</param>
/// <param name="By">The sender of the signal; null when it was not seen.</param>
public sealed record ExitResponse(Timestamp Time, int? ExitCode, int? Signal, string? SignalName, bool CoreDumped, bool Oom, ProcessReference? By)
{
    internal static ExitResponse? From(ProcessExit? exit)
        => exit is null ? null : new ExitResponse(exit.Time, exit.ExitCode, exit.Signal, exit.SignalName, exit.CoreDumped, exit.Oom, exit.By);
}
