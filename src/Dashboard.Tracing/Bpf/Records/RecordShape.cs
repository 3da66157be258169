using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>
/// Splits a batch into records and compares their sizes with the available bytes. The kernel side is trusted, but a size
/// is checked before memory is read by it.
/// </summary>
internal static class RecordShape
{
    /// <summary>PID_MAX_LIMIT of a 64-bit kernel; include/linux/threads.h.</summary>
    private const uint MaxPid = 1 << 22;

    private const ulong MaxBootNs = long.MaxValue / 2;

    /// <summary>Takes the next record off the batch; false when its size is invalid, and no later record can be found.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> batch, out ReadOnlySpan<byte> record)
    {
        record = default;
        if (batch.Length < Unsafe.SizeOf<RecordHeader>())
        {
            return false;
        }

        var size = MemoryMarshal.AsRef<RecordHeader>(batch).Size;
        if (size < Unsafe.SizeOf<RecordHeader>() || size % sizeof(ulong) != 0 || size > batch.Length)
        {
            return false;
        }

        record = batch[..(int)size];
        batch = batch[(int)size..];
        return true;
    }

    /// <summary>True when all parts that its kind has lie inside the record.</summary>
    public static bool IsWhole(in RecordHeader header, ReadOnlySpan<byte> record)
        => header.Tgid <= MaxPid && header.Tid <= MaxPid && header.BootNs < MaxBootNs && header.Kind switch
        {
            RecordKind.Fork => Has<ForkRecord>(record),
            RecordKind.ExecEnter => Has<ExecEnterRecord>(record) && HasBehind<ExecEnterRecord>(record, As<ExecEnterRecord>(record).PathBytes),
            RecordKind.Exec or RecordKind.ExecFail => Has<ExecRecord>(record) && HasBehind<ExecRecord>(record, Bytes(As<ExecRecord>(record))),
            RecordKind.Exit => Has<ExitRecord>(record),
            RecordKind.Threads => Has<ThreadsRecord>(record),
            RecordKind.Free => Has<FreeRecord>(record),
            RecordKind.Reap => Has<ReapRecord>(record),
            RecordKind.Rename => Has<RenameRecord>(record),
            RecordKind.Chdir => Has<ChdirRecord>(record) && HasBehind<ChdirRecord>(record, As<ChdirRecord>(record).NamesBytes),
            RecordKind.Change => Has<ChangeRecord>(record),
            RecordKind.ForkFail => Has<ForkFailRecord>(record),
            RecordKind.Signal => Has<SignalRecord>(record),
            RecordKind.Oom => Has<OomRecord>(record) && As<OomRecord>(record).VictimPid <= MaxPid,
            _ => true,
        };

    private static ulong Bytes(in ExecRecord record) => (ulong)record.ExeBytes + record.PathBytes + record.InterpBytes + record.ArgsBytes;

    private static bool Has<T>(ReadOnlySpan<byte> record) => record.Length >= Unsafe.SizeOf<T>();

    private static bool HasBehind<T>(ReadOnlySpan<byte> record, ulong bytes) => bytes <= (ulong)(record.Length - Unsafe.SizeOf<T>());

    private static ref readonly T As<T>(ReadOnlySpan<byte> record)
        where T : struct
        => ref MemoryMarshal.AsRef<T>(record);
}
