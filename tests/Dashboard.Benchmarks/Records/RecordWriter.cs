using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Benchmarks.Records;

/// <summary>Puts records one behind the other as the kernel side does: numbered, padded to eight bytes.</summary>
internal sealed class RecordWriter(ulong lastSeq = 0)
{
    private byte[] _bytes = new byte[1 << 20];
    private ulong _seq = lastSeq;

    public int Length { get; private set; }

    /// <summary>The number of the last record.</summary>
    public ulong LastSeq => _seq;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public static CommBytes Comm(string text)
    {
        var comm = default(CommBytes);
        Encoding.UTF8.GetBytes(text, MemoryMarshal.CreateSpan(ref Unsafe.As<CommBytes, byte>(ref comm), 15));
        return comm;
    }

    public RecordHeader Header(RecordKind kind, in Life life, ulong bootNs) => new()
    {
        Kind = kind,
        CpuSeq = ++_seq,
        Tgid = life.Pid,
        Tid = life.Pid,
        NsPid = life.Pid,
        BootNs = bootNs,
        StartBootNs = life.StartNs,
        Ppid = life.ParentPid,
        ParentStartBootNs = life.ParentStartNs,
        Comm = life.Comm,
    };

    /// <summary>Returns where the data behind the record begins.</summary>
    public int Add<T>(in T record, ReadOnlySpan<byte> data = default)
        where T : unmanaged
    {
        var whole = (Unsafe.SizeOf<T>() + data.Length + 7) & ~7;
        if (Length + whole > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + whole));
        }

        var target = _bytes.AsSpan(Length, whole);
        target.Clear();
        MemoryMarshal.Write(target, record);
        MemoryMarshal.Write(target, (uint)whole);
        data.CopyTo(target[Unsafe.SizeOf<T>()..]);
        Length += whole;
        return Length - whole + Unsafe.SizeOf<T>();
    }

    public byte[] ToPinnedArray()
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
        Written.CopyTo(bytes);
        return bytes;
    }
}
