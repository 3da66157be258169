using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>The files that execs run. Equal files share one object while cached. Used by one thread at a time.</summary>
internal sealed class ExecutableFiles
{
    /// <summary>MINORBITS of linux/kdev_t.h.</summary>
    private const int MinorBits = 20;

    /// <summary>Device, inode and a flag, before the names.</summary>
    private const int NumbersBytes = 16;

    private const int MaxNamesBytes = 512;

    /// <summary>Bound: 1,024 files.</summary>
    private readonly ByteCache<ExecutableFile> _files = new(sets: 256, maxBytes: NumbersBytes + MaxNamesBytes);

    /// <param name="names">From the file up to the root, each with its NUL.</param>
    public ExecutableFile Find(in ExecRecord record, ReadOnlySpan<byte> names)
    {
        if (names.Length > MaxNamesBytes)
        {
            return Make(record, names);
        }

        Span<byte> key = stackalloc byte[NumbersBytes + names.Length];
        MemoryMarshal.Write(key, record.ExeInode);
        MemoryMarshal.Write(key[8..], record.ExeDevice);
        MemoryMarshal.Write(key[12..], (int)(record.Header.Flags & (RecordFlags.ExeCut | RecordFlags.ExeDeleted)));
        names.CopyTo(key[NumbersBytes..]);
        if (_files.Find(key, out var hash) is not { } file)
        {
            file = Make(record, names);
            _files.Add(key, hash, file);
        }

        return file;
    }

    private static ExecutableFile Make(in ExecRecord record, ReadOnlySpan<byte> names)
        => new(
            record.Header.Has(RecordFlags.ExeCut) ? null : KernelStrings.PathOf(names) + (record.Header.Has(RecordFlags.ExeDeleted) ? " (deleted)" : ""),
            DeviceOf(record.ExeDevice >> MinorBits, record.ExeDevice & ((1 << MinorBits) - 1)),
            record.ExeInode);

    public static string DeviceOf(uint major, uint minor) => string.Create(CultureInfo.InvariantCulture, $"{major}:{minor}");
}
