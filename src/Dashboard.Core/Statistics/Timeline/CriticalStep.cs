using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A stretch of the critical path: between the two moments everything waited for this process.</summary>
public readonly record struct CriticalStep(ProcessId Id, string Comm, long FromNs, long ToNs)
{
    public long Ns => ToNs - FromNs;
}
