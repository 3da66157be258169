using System.Text;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>Wraps the native library: errors become <see cref="TracingUnavailableException"/>.</summary>
internal sealed class Tracer : IDisposable
{
    internal const int MaxPrograms = 64;
    private const int MaxSentenceBytes = 1024;

    /// <summary>LOG_BYTES of lifecycle_log.c.</summary>
    private const int MaxLogBytes = 256 << 10;

    /// <summary>ECANCELED.</summary>
    private const int Canceled = 125;

    /// <summary>ENOTCONN.</summary>
    private const int NotConnected = 107;

    private readonly TracerHandle _handle;

    /// <summary>Of the last read: reused, because it is 47 KB and read each second.</summary>
    private readonly NativeProgram[] _programs = new NativeProgram[MaxPrograms];
    private int _programCount;

    /// <summary>What the privileged part has done before; null without one.</summary>
    private NativeAttached? _attached;

    private Tracer(TracerHandle handle) => _handle = handle;


    /// <summary>An earlier server has read the same ring.</summary>
    public bool Continues => _attached is { Continues: 1 };

    /// <summary>Loads the programs, or takes those that the privileged part has loaded, with the options that it was started with.</summary>
    public static Tracer Open(BpfSourceOptions options)
    {
        CheckLibrary();
        var attached = default(NativeAttached);
        var result = CapturePart.Socket is { } socket
            ? NativeMethods.Connect(socket, out var handle, out attached)
            : NativeMethods.Open(NativeOptions.Of(options), out handle);
        if (result < 0)
        {
            handle.Dispose();
            Span<byte> text = stackalloc byte[MaxSentenceBytes];
            var length = NativeMethods.GetOpenError(0, text, text.Length);
            throw new TracingUnavailableException(
                result == -NotConnected && CapturePart.IsShared
                    ? "The privileged part has closed the connection; nothing can be traced; it serves one user only: start dashboard capture with --user for the user of this server."
                    : Encoding.UTF8.GetString(text[..length]),
                -result);
        }

        return new Tracer(handle) { _attached = CapturePart.IsThere ? attached : null };
    }

    /// <summary>Throws when the library is missing or was built from other sources.</summary>
    public static void CheckLibrary()
    {
        int version;
        try
        {
            version = NativeMethods.GetAbiVersion();
        }
        catch (Exception problem) when (problem is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new TracingUnavailableException(
                $"liblifecycle.so could not be loaded from {AppContext.BaseDirectory}; nothing can be traced; "
                + "run make build, and keep the library beside the program.");
        }

        if (version != NativeMethods.AbiVersion)
        {
            throw new TracingUnavailableException(
                $"liblifecycle.so has the interface {version} and this program needs {NativeMethods.AbiVersion}; "
                + "nothing can be traced; run make build again so that both are of one version.");
        }
    }

    /// <summary>Name and version of the compiler of the BPF programs.</summary>
    public static string Compiler()
    {
        Span<byte> text = stackalloc byte[MaxSentenceBytes];
        return Encoding.UTF8.GetString(text[..Math.Max(0, NativeMethods.GetCompiler(text, text.Length))]);
    }

    /// <summary>All probes, whether or not this kernel offers them.</summary>
    public static IReadOnlyList<ProbeEntry> Table()
    {
        var programs = new NativeProgram[MaxPrograms];
        var count = NativeMethods.GetProbes(programs, programs.Length);
        return [.. programs.Take(count).Select(p => new ProbeEntry(
            NativeProgram.TextOf(p.Name), NativeProgram.TextOf(p.Tracepoint), p.Need, NativeProgram.TextOf(p.Loss)))];
    }

    /// <summary>libbpf's and the verifier's log of the last open in this process: complete, or its last 256 KiB.</summary>
    public static string LoadLog()
    {
        if (CapturePart.IsThere)
        {
            return CapturePart.LoadLog();
        }

        var text = new byte[MaxLogBytes];
        return Encoding.UTF8.GetString(text, 0, Math.Max(0, NativeMethods.GetLoadLog(text, text.Length)));
    }

    /// <summary>Records begin to arrive. Boot times before the first probe was attached, and after the last; a privileged part has done that before.</summary>
    public (long BeganNs, long EndedNs) Attach()
    {
        var beganNs = LibC.BootTimeNs();
        Check(NativeMethods.Attach(_handle));
        return _attached is { } earlier
            ? (earlier.OpenedNs - TimeNamespace.BootOffsetNs, earlier.AttachedNs - TimeNamespace.BootOffsetNs)
            : (beganNs, LibC.BootTimeNs());
    }

    /// <summary>Number of bytes of whole records; 0 at the end of the snapshot.</summary>
    public int Snapshot(Span<byte> buffer) => Check(NativeMethods.Snapshot(_handle, buffer, buffer.Length));

    /// <summary>Empties the ring until <see cref="Stop"/>; call on one thread. A garbage collection does not block it.</summary>
    public void Read(int maxBatches, int longestSleepMs) => Check(NativeMethods.Read(_handle, maxBatches, longestSleepMs));

    /// <summary>Waits for the next batch. Null after the timeout.</summary>
    /// <param name="ended">True when the reader has stopped and all batches were taken.</param>
    public NativeBatch? Take(int timeoutMs, out bool ended)
    {
        var result = NativeMethods.Take(_handle, out var batch, timeoutMs);
        ended = result == -Canceled;
        return ended || Check(result) == 0 ? null : batch;
    }

    /// <summary>Returns the batch's memory to the reader.</summary>
    public void Return(in NativeBatch batch) => Check(NativeMethods.Return(_handle, batch));

    /// <summary>Makes <see cref="Read"/> return soon.</summary>
    public void Stop() => Check(NativeMethods.Stop(_handle));

    /// <summary>Number of loaded instructions of each program, by tracepoint.</summary>
    public IReadOnlyDictionary<string, long> Instructions()
        => Programs().ToArray().ToDictionary(p => NativeProgram.TextOf(p.Tracepoint), p => (long)p.Instructions);

    /// <summary>Switches measuring of run times. The errno of a refusal, after which they stay unknown; 0 on success.</summary>
    public int Measure(bool on) => -NativeMethods.Measure(_handle, on ? 1 : 0);

    public void Wake() => Check(NativeMethods.Wake(_handle));

    public NativeStats Stats()
    {
        Check(NativeMethods.GetStats(_handle, out var stats));
        return stats;
    }

    /// <summary>Leaves for a later server what this one has reported: the losses before a time, and the missed runs of each program.</summary>
    public void Note(long wholeToNs, in NativeStats stats, ReadOnlySpan<ulong> missed)
        => Check(NativeMethods.Note(_handle, wholeToNs + TimeNamespace.BootOffsetNs, stats, missed, missed.Length));

    /// <summary>What was recorded, shed and lost under pressure, by user and name. Takes several system calls per entry.</summary>
    /// <param name="tallies">At least <see cref="NativeTally.Max"/>.</param>
    public ReadOnlySpan<NativeTally> Tallies(Span<NativeTally> tallies) => tallies[..Check(NativeMethods.GetTallies(_handle, tallies, tallies.Length))];

    /// <summary>Clears the tallies to make room for other names. For a quiet time.</summary>
    public void ForgetTallies() => Check(NativeMethods.ForgetTallies(_handle));

    public IReadOnlyList<ProbeStatus> Probes()
    {
        var programs = Programs();
        var probes = new List<ProbeStatus>(programs.Length);
        foreach (ref readonly var program in programs)
        {
            probes.Add(ToStatus(program));
        }

        return probes;
    }

    /// <summary>
    /// The kernel's state of each probe, until the next call; the last one of a privileged part that has ended. One system call per program, so
    /// not for each batch. Not for two threads at a time.
    /// </summary>
    public ReadOnlySpan<NativeProgram> Programs()
    {
        var count = NativeMethods.GetPrograms(_handle, _programs, _programs.Length);
        _programCount = count == -NotConnected ? _programCount : Check(count);
        return _programs.AsSpan(0, _programCount);
    }

    public void Dispose() => _handle.Dispose();

    private static ProbeStatus ToStatus(in NativeProgram program)
    {
        var reason = NativeProgram.TextOf(program.Reason);
        return new ProbeStatus(
            NativeProgram.TextOf(program.Tracepoint),
            program.Attached != 0,
            reason.Length == 0 ? null : reason,
            (long)program.Hits,
            program.RunCount == 0 ? null : (double)program.RunNs / program.RunCount)
        {
            Program = NativeProgram.TextOf(program.Name),
            Needed = program.Need != NativeNeed.NotHere,
            Instructions = program.Instructions == 0 ? null : (long)program.Instructions,
            Missed = (long)program.Missed,
            Recovered = (long)program.Recovered,
        };
    }

    private int Check(int result)
    {
        if (result >= 0)
        {
            return result;
        }

        Span<byte> text = stackalloc byte[MaxSentenceBytes];
        var length = NativeMethods.GetLastError(_handle, text, text.Length);
        var sentence = length > 0 ? Encoding.UTF8.GetString(text[..length]) : $"The tracer failed with errno {-result}.";
        throw new TracingUnavailableException(sentence, -result);
    }
}
