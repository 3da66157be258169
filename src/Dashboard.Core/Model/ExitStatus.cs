namespace Dashboard.Core.Model;

/// <summary>The decoded wait status of a process.</summary>
/// <param name="ExitCode">0 to 255; null when killed by a signal.</param>
/// <param name="Signal">The fatal signal, else null.</param>
/// <param name="CoreDumped">True when a core was written.</param>
public readonly record struct ExitStatus(int? ExitCode, int? Signal, bool CoreDumped)
{
    /// <summary>wait(2): the low seven bits are the signal, bit 7 is the core dump flag, the next eight are the exit code.</summary>
    public static ExitStatus FromWaitStatus(int status)
    {
        var signal = status & 0x7f;
        return signal == 0
            ? new ExitStatus((status >> 8) & 0xff, null, false)
            : new ExitStatus(null, signal, (status & 0x80) != 0);
    }
}
