using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>A <see cref="ProcessReap"/> as the table stores it: a value.</summary>
internal readonly record struct ReapEntry(bool IsKnown, Timestamp Time, ProcessReference? By, long? ZombieNs)
{
    public ProcessReap? ToReap() => IsKnown ? new ProcessReap(Time, By, ZombieNs) : null;
}
