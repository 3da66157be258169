using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Core.Redaction;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Host;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Proc;

/// <summary>Reads /proc of this machine.</summary>
/// <param name="time">Gives the wall clock time of the readings.</param>
public sealed class ProcProcessReader(TimeProvider time) : IProcessReader
{
    public const string Ended = "It ended meanwhile.";
    public const string Hidden = "/proc does not show this process: it may hide those of other users (hidepid).";
    public const string OtherPids = "The dashboard has a pid namespace of its own, in which /proc names other processes.";

    /// <summary>PROC_PID_INIT_INO of include/linux/proc_ns.h: the machine's own namespace has this number on every boot.</summary>
    private const string PidsOfTheMachine = "pid:[4026531836]";

    /// <summary>True to read environments, redacted.</summary>
    public bool WithEnvironment { get; init; }

    /// <summary>What is a secret in a title. Environments are redacted in any case.</summary>
    public RedactionRules Redaction { get; init; } = RedactionRules.Default;

    /// <summary>With another root a test can describe any process.</summary>
    internal string ProcPath { get; init; } = "/proc";

    /// <summary>Longest time that a process can delay a reading.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the numbers of this /proc are those of the machine. True when that cannot be read.</summary>
    internal static bool HasPidsOfTheMachine(string procPath)
        => LibC.ReadLink(Path.Combine(procPath, "self/ns/pid")) is not { } link || KernelText.Decode(link) == PidsOfTheMachine;

    public async Task<ProcessReading> ReadAsync(ProcessId id)
    {
        // "As of" is before the first read: a fact may have changed later, and is never older than it says.
        var (now, began) = (Timestamp.From(time.GetUtcNow()), time.GetTimestamp());
        var reading = await ReadAsync(id, now);
        return reading with { DurationNs = (long)time.GetElapsedTime(began).TotalNanoseconds };
    }

    private async Task<ProcessReading> ReadAsync(ProcessId id, Timestamp now)
    {
        if (!HasPidsOfTheMachine(ProcPath))
        {
            return Nothing(now, OtherPids);
        }

        using var whole = ProcDirectory.Open(Path.Combine(ProcPath, id.Pid.ToString(CultureInfo.InvariantCulture)));
        if (whole is null)
        {
            return Nothing(now, LibC.IsThere(id.Pid) ? Hidden : Ended);
        }

        if (ProcStat.Read(whole) is not { } stat || !ProcReader.IsStart(stat.StartTicks, id.StartNs))
        {
            return Nothing(now, Ended);
        }

        var reading = await ReadAsync(id, whole, stat, now);
        return ProcStat.Read(whole)?.StartTicks == stat.StartTicks ? reading : Nothing(now, Ended);
    }

    private async Task<ProcessReading> ReadAsync(ProcessId id, ProcDirectory whole, ProcStat stat, Timestamp now)
    {
        using var thread = stat is { IsZombie: true, Threads: > 1 } ? LivingThread(whole) : null;
        var member = thread ?? whole;
        var ofMember = thread is null ? stat : ProcStat.Read(thread) ?? stat;
        var mayInspect = Capabilities.Parse(LibC.ReadFile(CapturePart.Process + "/status", ProcStatus.MaxBytes, out _) is { } own ? KernelText.Decode(own) : null).MayInspect;
        var facts = new FastFacts(ProcPath, member, ofMember, mayInspect);
        var reading = facts.Read(whole, now);
        if (ofMember.IsZombie)
        {
            facts.MissSlow(WithEnvironment);
        }
        else
        {
            reading = facts.Join(reading, await SlowFacts.ReadAsync(id, member, WithEnvironment, reading.UidInNamespace, Redaction, Patience, time), WithEnvironment);
        }

        return reading with { Unreadable = facts.Unreadable };
    }

    private static ProcDirectory? LivingThread(ProcDirectory whole)
    {
        foreach (var tid in whole.ThreadIds())
        {
            var thread = whole.Thread(tid);
            if (thread is not null && ProcStat.Read(thread) is { IsZombie: false })
            {
                return thread;
            }

            thread?.Dispose();
        }

        return null;
    }

    private static ProcessReading Nothing(Timestamp now, string problem) => new() { ReadAt = now, Problem = problem };
}
