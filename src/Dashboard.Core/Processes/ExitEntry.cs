using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>A <see cref="ProcessExit"/> as the table stores it: a value, without its boot time, which the record has.</summary>
internal readonly record struct ExitEntry(Timestamp Time, int? ExitCode, int? Signal, bool CoreDumped, bool Oom, ProcessReference? By)
{
    public static ExitEntry Of(ExitEvent exit)
        => new(exit.Time, exit.ExitCode, exit.Signal, exit.CoreDumped, exit.Oom, exit.By);

    public ProcessExit ToExit(long bootNs) => new()
    {
        Time = Time,
        BootNs = bootNs,
        ExitCode = ExitCode,
        Signal = Signal,
        CoreDumped = CoreDumped,
        Oom = Oom,
        By = By,
    };
}
