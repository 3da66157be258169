using System.Runtime.InteropServices;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Benchmarks.Records;

/// <summary>
/// A stream of records as the kernel side writes them, made up from the same structs: the same bytes on every machine,
/// without a kernel. It can be played again and again: <see cref="Advance"/> moves it on in time, so that each pass has
/// new lives of the same pid numbers, and gives the temporary files of its builds new names.
/// </summary>
internal sealed class RecordStream
{
    /// <summary>As the reader thread's buffers: a batch is never larger.</summary>
    private const int BatchBytes = 256 << 10;

    private readonly byte[] _prologue;
    private readonly byte[] _body;
    private readonly int[] _temporaryNames;
    private readonly ulong _beginNs;
    private readonly ulong _lengthNs;
    private readonly List<Range> _batches = [];
    private int _pass;

    public RecordStream(StreamMix mix, int processes, bool staysAlive = false)
    {
        var script = new StreamScript(mix, processes, staysAlive);
        _prologue = script.Prologue;
        _body = script.Body;
        _temporaryNames = script.TemporaryNames;
        _beginNs = StreamScript.BeginNs;
        _lengthNs = script.EndNs - StreamScript.BeginNs;
        EndNs = (long)script.EndNs;
        (Events, Records, Processes) = (script.Events, script.Records, script.Processes);
        CutIntoBatches();
    }

    /// <summary>Published events of one pass.</summary>
    public int Events { get; }

    public int Records { get; }

    /// <summary>Processes that are born, and end, in one pass.</summary>
    public int Processes { get; }

    /// <summary>CLOCK_BOOTTIME at the end of this pass.</summary>
    public long EndNs { get; private set; }

    public int Bytes => _body.Length;

    public int BatchCount => _batches.Count;

    /// <summary>The processes that were there before: played once.</summary>
    public ReadOnlySpan<byte> Prologue => _prologue;

    public ReadOnlySpan<byte> Batch(int n) => _body.AsSpan(_batches[n]);

    /// <summary>To the next pass. Untimed: it stands for the kernel's work.</summary>
    public void Advance()
    {
        _pass++;
        EndNs += (long)_lengthNs;
        for (var at = 0; at < _body.Length;)
        {
            at += Move(_body.AsSpan(at));
        }

        foreach (var at in _temporaryNames)
        {
            // Six letters, as mkstemp makes them: the place in the stream, then the pass.
            BuildStep.WriteTemporaryName(_body.AsSpan(at, BuildStep.TemporaryNameBytes), at, _pass);
        }
    }

    private int Move(Span<byte> bytes)
    {
        ref var header = ref MemoryMarshal.AsRef<RecordHeader>(bytes);
        header.CpuSeq += (ulong)Records;
        Later(ref header.BootNs);
        Later(ref header.StartBootNs);
        Later(ref header.ParentStartBootNs);
        if (header.Kind == RecordKind.Fork)
        {
            Later(ref MemoryMarshal.AsRef<ForkRecord>(bytes).CreatorStartBootNs);
        }

        return (int)header.Size;
    }

    /// <summary>Times before the first pass belong to processes that live on.</summary>
    private void Later(ref ulong ns) => ns += ns >= _beginNs ? _lengthNs : 0;

    private void CutIntoBatches()
    {
        var start = 0;
        for (var at = 0; at < _body.Length;)
        {
            var size = (int)MemoryMarshal.Read<uint>(_body.AsSpan(at));
            if (at + size - start > BatchBytes)
            {
                _batches.Add(start..at);
                start = at;
            }

            at += size;
        }

        _batches.Add(start.._body.Length);
    }
}
