namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>How many probe runs the kernel skipped, at the last read: reading for each batch would be too expensive.</summary>
/// <param name="Count">The count on which two reads agree.</param>
/// <param name="IsWhole">The count includes every run skipped before <paramref name="ReadFromNs"/>.</param>
/// <param name="ReadFromNs">Boot time before the read.</param>
/// <param name="ToNs">Boot time after the previous read: all counted runs happened before it.</param>
internal readonly record struct MissedRuns(long Count, bool IsWhole, long ReadFromNs, long ToNs);
