using System.Globalization;
using System.Text;
using Dashboard.Core.Model;
using Dashboard.Core.Redaction;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Reads /proc for processes of the snapshot. A pid may be reused between two reads, so the start time is checked again
/// after the last one.
/// </summary>
/// <param name="redactor">Takes secrets out of arguments; null for none.</param>
internal sealed class ProcReader(string procPath = "/proc", Redactor? redactor = null)
{
    /// <summary>The kernel side's limit, LIFECYCLE_ARGS_BYTES.</summary>
    private const int MaxArgsBytes = 32 << 10;

    /// <summary>USER_HZ is 100 on every machine that .NET supports; it is the resolution of start times in /proc.</summary>
    private const long NsPerTick = 10_000_000;

    private readonly byte[] _buffer = new byte[MaxArgsBytes + 1];

    public ProcFacts Read(int pid, long startNs)
    {
        var directory = Path.Combine(procPath, pid.ToString(CultureInfo.InvariantCulture));
        IReadOnlyList<string>? redacted = null;
        try
        {
            var exe = ExecutableOf(directory);
            var cwd = ProcFiles.Link(directory, "cwd", out _);
            using var cmdline = File.OpenHandle(directory + "/cmdline");
            var length = Fill(cmdline);
            var truncated = length > MaxArgsBytes;
            var args = length == 0 ? null : Arguments(_buffer.AsSpan(0, Math.Min(length, MaxArgsBytes)), truncated, out redacted);
            _buffer.AsSpan(0, length).Clear();
            return StartsAt(pid, startNs)
                ? new ProcFacts(exe, args, truncated, TextOf(cwd), redacted)
                : ProcFacts.None;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return ProcFacts.None;
        }
    }

    private string[] Arguments(ReadOnlySpan<byte> block, bool isCut, out IReadOnlyList<string>? redacted)
    {
        redacted = null;
        if (redactor is not null && redactor.TryRedact(block, isCut, out var clean, out var rules))
        {
            block = clean;
            redacted = rules;
        }

        return KernelStrings.Split(block);
    }

    /// <summary>Whether the pid still belongs to the process with this start time.</summary>
    public bool StartsAt(int pid, long startNs) => StartTicks(pid) is { } ticks && IsStart(ticks, startNs);

    /// <summary>Whether field 22 of /proc/PID/stat, which is shifted by the time namespace, equals this start time.</summary>
    public static bool IsStart(long ticks, long startNs) => ticks == (startNs + TimeNamespace.BootOffsetNs) / NsPerTick;

    public string? Comm(int pid)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(procPath, pid.ToString(CultureInfo.InvariantCulture), "comm"));
            return KernelText.Decode(bytes.AsSpan().TrimEnd((byte)'\n'));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// In the time of this process's time namespace. Field 22 of "7 (my (odd) name) S 1 7 7 0 -1 …": counted from the last
    /// bracket, because a name may contain brackets.
    /// </summary>
    private long? StartTicks(int pid)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(procPath, pid.ToString(CultureInfo.InvariantCulture), "stat"), Encoding.Latin1);
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Files in /proc have no length, and one read may return only a part.</summary>
    private int Fill(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var filled = 0;
        while (filled < _buffer.Length)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(filled), filled);
            if (read <= 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }

    private static ExecutableFile? ExecutableOf(string directory)
    {
        var path = TextOf(ProcFiles.Exe(directory, out var file));
        return path is null ? null : new ExecutableFile(path, file is { } known ? ExecutableFiles.DeviceOf(known.Major, known.Minor) : null, file?.Inode);
    }

    private static string? TextOf(byte[]? link) => link is null ? null : KernelText.Decode(link);
}
