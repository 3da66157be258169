using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Records;

/// <summary>Builds records as the kernel side does.</summary>
internal sealed class RecordBuilder
{
    private readonly List<byte> _bytes = [];
    private ulong _seq;

    public byte[] Bytes => [.. _bytes];

    public RecordBuilder Add<T>(T record, params byte[] data)
        where T : struct
    {
        var start = _bytes.Count;
        _bytes.AddRange(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref record)));
        _bytes.AddRange(data);
        while (_bytes.Count % 8 != 0)
        {
            _bytes.Add(0xee);
        }

        BitConverter.TryWriteBytes(CollectionsMarshal.AsSpan(_bytes)[start..], _bytes.Count - start);
        return this;
    }

    /// <summary>Skips sequence numbers, as lost records do.</summary>
    public RecordBuilder Lose(int count)
    {
        _seq += (ulong)count;
        return this;
    }

    public RecordHeader Header(RecordKind kind, uint pid, ulong bootNs, string comm = "prog", uint parent = 1, RecordFlags flags = 0)
        => new()
        {
            Kind = kind,
            Flags = flags,
            Cpu = 0,
            CpuSeq = ++_seq,
            BootNs = bootNs,
            Tgid = pid,
            Tid = pid,
            NsPid = pid,
            StartBootNs = pid * 10,
            Ppid = parent,
            ParentStartBootNs = parent * 10,
            Uid = 0,
            Comm = CommOf(System.Text.Encoding.UTF8.GetBytes(comm)),
        };

    public static CommBytes CommOf(ReadOnlySpan<byte> text)
    {
        var comm = default(CommBytes);
        text.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<CommBytes, byte>(ref comm), 16));
        return comm;
    }
}
