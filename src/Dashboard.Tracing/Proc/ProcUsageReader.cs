using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Proc;

/// <summary>Reads CPU time and memory from /proc: one file a process, parsed in place, because a thousand may be read in a second.</summary>
public sealed class ProcUsageReader : IUsageReader
{
    /// <summary>The lines of cpu and cpuN come first; those of interrupts, which can be long, are not needed.</summary>
    private const int MaxMachineBytes = 64 * 1024;

    /// <summary>user, nice, system, irq and softirq of "cpu user nice system idle iowait irq softirq steal guest"; guest time is part of user time.</summary>
    private static readonly int[] BusyFields = [1, 2, 3, 6, 7];

    private readonly bool _isOfTheMachine = ProcProcessReader.HasPidsOfTheMachine("/proc");

    /// <summary>With another root a test can describe any machine.</summary>
    internal string ProcPath { get; init; } = "/proc";

    public UsageSample? Read(ProcessId id)
    {
        Span<byte> buffer = stackalloc byte[ProcStat.MaxBytes];
        var length = _isOfTheMachine ? LibC.ReadOnce(string.Create(CultureInfo.InvariantCulture, $"{ProcPath}/{id.Pid}/stat"), buffer) : -1;
        return length > 0 && ProcStat.Parse(buffer[..length]) is { } stat && ProcReader.IsStart(stat.StartTicks, id.StartNs)
            ? new UsageSample((stat.UserTicks + stat.SystemTicks) * ProcStat.NsPerTick, stat.ResidentPages * Environment.SystemPageSize)
            : null;
    }

    public MachineSample? ReadMachine()
    {
        var stat = LibC.ReadFile($"{ProcPath}/stat", MaxMachineBytes, out _);
        var memory = LibC.ReadFile($"{ProcPath}/meminfo", MaxMachineBytes, out _);
        if (stat is null || memory is null)
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(stat);
        var lines = text.Split('\n').TakeWhile(line => line.StartsWith("cpu", StringComparison.Ordinal)).ToList();
        var total = lines.Count == 0 ? [] : lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (total.Length < 8)
        {
            return null;
        }

        var busy = BusyFields.Sum(i => long.Parse(total[i], CultureInfo.InvariantCulture));
        return Kilobytes(memory, "MemTotal:"u8) is { } all && Kilobytes(memory, "MemAvailable:"u8) is { } available
            ? new MachineSample(busy * ProcStat.NsPerTick, lines.Count - 1, all * 1024, available * 1024)
            : null;
    }

    private static long? Kilobytes(byte[] memory, ReadOnlySpan<byte> name)
        => memory.AsSpan().IndexOf(name) is >= 0 and var at && Utf8Parser.TryParse(memory.AsSpan(at + name.Length).TrimStart((byte)' '), out long value, out _) ? value : null;
}
