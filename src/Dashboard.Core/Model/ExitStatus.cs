namespace Dashboard.Core.Model;

/// <summary>How a process ended, taken apart from the kernel's wait status.</summary>
/// <param name="ExitCode">0 to 255; null when a signal ended it.</param>
/// <param name="Signal">The signal that ended it, else null.</param>
/// <param name="CoreDumped">True when a core was written.</param>
public readonly record struct ExitStatus(int? ExitCode, int? Signal, bool CoreDumped)
{
    /// <summary>wait(2): the low seven bits are the signal, bit 7 says core dumped, the next eight are the code.</summary>
    public static ExitStatus FromWaitStatus(int status)
    {
        var signal = status & 0x7f;
        return signal == 0
            ? new ExitStatus((status >> 8) & 0xff, null, false)
            : new ExitStatus(null, signal, (status & 0x80) != 0);
    }
}
