using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Proc;

/// <summary>
/// The open directory /proc/PID of one process. It stays bound to that process when the pid is reused, and returns errors
/// once the process is released (fs/proc/base.c: the inode holds the struct pid).
/// </summary>
internal sealed class ProcDirectory : IDisposable
{
    /// <summary>Upper bound of threads that are listed; the kernel has their total number.</summary>
    private const int MaxThreads = 200;

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private ProcDirectory(SafeFileHandle handle)
    {
        _handle = handle;
        _path = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");
    }

    /// <summary>Null when the directory does not exist or is hidden.</summary>
    public static ProcDirectory? Open(string path)
    {
        var handle = LibC.Open(path, LibC.PathOnly | LibC.CloseOnExec);
        if (!handle.IsInvalid)
        {
            return new ProcDirectory(handle);
        }

        handle.Dispose();
        return null;
    }

    /// <summary>The path of a file in it, valid while this object is open.</summary>
    public string At(string name) => $"{_path}/{name}";

    /// <summary>Reads up to maxBytes of a file; null when it cannot be read.</summary>
    public byte[]? Read(string name, int maxBytes, out int errno) => LibC.ReadFile(At(name), maxBytes, out errno);

    public string? Text(string name, int maxBytes, out int errno)
        => Read(name, maxBytes, out errno) is { } bytes ? KernelText.Decode(bytes) : null;

    /// <summary>What exec was given, unless the process overwrote it.</summary>
    public byte[]? Environment(int maxBytes, out int errno) => ProcFiles.Environment(_path, maxBytes, out errno);

    /// <summary>Its root directory, for paths below it; null when it cannot be opened.</summary>
    public SafeFileHandle? Root(out int errno) => ProcFiles.Root(_path, out errno);

    public string? Link(string name, out int errno)
        => ProcFiles.Link(_path, name, out errno) is { } link ? KernelText.Decode(link) : null;

    /// <summary>The directory of one thread.</summary>
    public ProcDirectory? Thread(string tid) => Open(At($"task/{tid}"));

    /// <summary>Another handle of the same directory, disposed separately.</summary>
    public ProcDirectory? Again() => Open(At("."));

    /// <summary>In the order of /proc, which is that of their starts; empty when they cannot be listed.</summary>
    public IEnumerable<string> ThreadIds()
    {
        try
        {
            return [.. Directory.EnumerateDirectories(At("task")).Take(MaxThreads).Select(path => Path.GetFileName(path))];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public void Dispose() => _handle.Dispose();
}
