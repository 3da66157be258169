using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>How and when a process ended.</summary>
public sealed record ProcessExit
{
    public required Timestamp Time { get; init; }

    public required long BootNs { get; init; }

    public int? ExitCode { get; init; }

    public int? Signal { get; init; }

    /// <summary>"SIGTERM"; null when not killed by a signal.</summary>
    public string? SignalName => Signal is { } signal ? Core.Model.Signal.NameOf(signal) : null;

    public bool CoreDumped { get; init; }

    public bool Oom { get; init; }

    public ProcessReference? By { get; init; }
}
