namespace Dashboard.Tracing.Bpf;

/// <summary>How many runs of probes the kernel has skipped, as last asked for: that costs too much for each batch.</summary>
/// <param name="ReadFromNs">Boot time before it was asked.</param>
/// <param name="ReadToNs">Boot time after it had answered.</param>
internal readonly record struct MissedRuns(long Count, long ReadFromNs, long ReadToNs);
