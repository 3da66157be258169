using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>The exports of liblifecycle.so as declared in lifecycle.h: they return 0 or a count, or -errno.</summary>
internal static partial class NativeMethods
{
    /// <summary>LIFECYCLE_ABI_VERSION; a library with another version was built from other sources.</summary>
    internal const int AbiVersion = 14;

    /// <summary>LIFECYCLE_BUFFER_BYTES_MIN.</summary>
    internal const int MinBufferBytes = 64 << 10;

    private const string Library = "liblifecycle";

    [LibraryImport(Library, EntryPoint = "lifecycle_abi_version")]
    internal static partial int GetAbiVersion();

    [LibraryImport(Library, EntryPoint = "lifecycle_record_layout")]
    internal static partial int GetRecordLayout(Span<byte> buffer, int bytes);

    [LibraryImport(Library, EntryPoint = "lifecycle_open")]
    internal static partial int Open(in NativeOptions options, out TracerHandle handle);

    [LibraryImport(Library, EntryPoint = "lifecycle_connect")]
    internal static partial int Connect(int socket, out TracerHandle handle, out NativeAttached attached);

    [LibraryImport(Library, EntryPoint = "lifecycle_attach")]
    internal static partial int Attach(TracerHandle handle);

    [LibraryImport(Library, EntryPoint = "lifecycle_snapshot")]
    internal static partial int Snapshot(TracerHandle handle, Span<byte> buffer, int bytes);

    [LibraryImport(Library, EntryPoint = "lifecycle_read")]
    internal static partial int Read(TracerHandle handle, int maxBatches, int longestSleepMs);

    [LibraryImport(Library, EntryPoint = "lifecycle_take")]
    internal static partial int Take(TracerHandle handle, out NativeBatch batch, int timeoutMs);

    [LibraryImport(Library, EntryPoint = "lifecycle_return")]
    internal static partial int Return(TracerHandle handle, in NativeBatch batch);

    [LibraryImport(Library, EntryPoint = "lifecycle_stop")]
    internal static partial int Stop(TracerHandle handle);

    [LibraryImport(Library, EntryPoint = "lifecycle_wake")]
    internal static partial int Wake(TracerHandle handle);

    [LibraryImport(Library, EntryPoint = "lifecycle_stats")]
    internal static partial int GetStats(TracerHandle handle, out NativeStats stats);

    [LibraryImport(Library, EntryPoint = "lifecycle_note")]
    internal static partial int Note(TracerHandle handle, long wholeToNs, in NativeStats stats, ReadOnlySpan<ulong> missed, int count);

    [LibraryImport(Library, EntryPoint = "lifecycle_tallies")]
    internal static partial int GetTallies(TracerHandle handle, Span<NativeTally> tallies, int capacity);

    [LibraryImport(Library, EntryPoint = "lifecycle_forget_tallies")]
    internal static partial int ForgetTallies(TracerHandle handle);

    [LibraryImport(Library, EntryPoint = "lifecycle_programs")]
    internal static partial int GetPrograms(TracerHandle handle, Span<NativeProgram> programs, int capacity);

    [LibraryImport(Library, EntryPoint = "lifecycle_probes")]
    internal static partial int GetProbes(Span<NativeProgram> programs, int capacity);

    [LibraryImport(Library, EntryPoint = "lifecycle_compiler")]
    internal static partial int GetCompiler(Span<byte> buffer, int bytes);

    [LibraryImport(Library, EntryPoint = "lifecycle_measure")]
    internal static partial int Measure(TracerHandle handle, int on);

    [LibraryImport(Library, EntryPoint = "lifecycle_last_error")]
    internal static partial int GetLastError(TracerHandle handle, Span<byte> buffer, int bytes);

    /// <summary>The message of a failed open on this thread.</summary>
    [LibraryImport(Library, EntryPoint = "lifecycle_last_error")]
    internal static partial int GetOpenError(nint noHandle, Span<byte> buffer, int bytes);

    [LibraryImport(Library, EntryPoint = "lifecycle_load_log")]
    internal static partial int GetLoadLog(Span<byte> buffer, int bytes);

    [LibraryImport(Library, EntryPoint = "lifecycle_spawn")]
    internal static partial int Spawn(ReadOnlySpan<nint> argv, out NativeCommand command);

    [LibraryImport(Library, EntryPoint = "lifecycle_release")]
    internal static partial int Release(ref NativeCommand command);

    [LibraryImport(Library, EntryPoint = "lifecycle_wait")]
    internal static partial int Wait(int pid, out int status);

    [LibraryImport(Library, EntryPoint = "lifecycle_close")]
    internal static partial void Close(nint handle);
}
