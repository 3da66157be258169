using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_usage: resource usage of a process.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UsageRecord
{
    public ulong UserNs;
    public ulong SystemNs;
    public ulong RuntimeNs;
    public ulong MaxRssBytes;
    public ulong MinorFaults;
    public ulong MajorFaults;
    public ulong VoluntarySwitches;
    public ulong InvoluntarySwitches;
    public ulong ReadBytes;
    public ulong WriteBytes;
}
