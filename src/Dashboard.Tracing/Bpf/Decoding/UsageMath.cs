using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>Converts the kernel's accounting to the values of wait4 and getrusage.</summary>
internal static class UsageMath
{
    public static ResourceUsage ToUsage(in UsageRecord record)
    {
        var (userNs, systemNs) = Split(record);
        return new ResourceUsage
        {
            UserNs = userNs,
            SystemNs = systemNs,
            MaxRssBytes = (long)record.MaxRssBytes,
            MinorFaults = (long)record.MinorFaults,
            MajorFaults = (long)record.MajorFaults,
            VoluntarySwitches = (long)record.VoluntarySwitches,
            InvoluntarySwitches = (long)record.InvoluntarySwitches,
            ReadBytes = (long)record.ReadBytes,
            WriteBytes = (long)record.WriteBytes,
        };
    }

    /// <summary>
    /// User and system time are sampled by ticks of 4 ms; the scheduler's run time is exact. As in cputime_adjust() of
    /// kernel/sched/cputime.c, the ticks give the proportion and the run time the sum.
    /// </summary>
    private static (long UserNs, long SystemNs) Split(in UsageRecord record)
    {
        var (user, system, runtime) = (record.UserNs, record.SystemNs, record.RuntimeNs);
        if (runtime == 0)
        {
            return ((long)user, (long)system);
        }

        if (system == 0)
        {
            return ((long)runtime, 0);
        }

        if (user == 0)
        {
            return (0, (long)runtime);
        }

        // For a lifetime of seconds the product fits into 64 bits, which divide ten times as fast.
        var share = Math.BigMul(system, runtime, out var low) == 0
            ? low / (user + system)
            : (ulong)((UInt128)system * runtime / (user + system));
        return ((long)(runtime - share), (long)share);
    }
}
