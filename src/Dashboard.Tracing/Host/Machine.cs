using System.Globalization;
using System.IO.Compression;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Host;

/// <summary>The files that the doctor reads. With another root a test can describe any machine.</summary>
public sealed class Machine(string root = "/")
{
    /// <summary>Calls the kernel, which another root cannot replace.</summary>
    internal Func<string, CgroupHierarchy?, CgroupTrial> TryCgroup { get; init; } = CgroupPaths.Try;

    public bool Has(string path) => Path.Exists(At(path));

    /// <summary>Null when the file is missing or cannot be read.</summary>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(At(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Target of a symbolic link; null when it is missing or cannot be read.</summary>
    public string? Link(string path)
    {
        try
        {
            return new FileInfo(At(path)).LinkTarget;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The errno of reading a symbolic link; 0 on success.</summary>
    internal int TryLink(string path)
    {
        _ = ProcFiles.Link(At(Path.GetDirectoryName(path)!), Path.GetFileName(path), out var errno);
        return errno;
    }

    /// <summary>Like <see cref="Read"/>, for a gzip file.</summary>
    internal string? ReadCompressed(string path)
    {
        try
        {
            using var text = new StreamReader(new GZipStream(File.OpenRead(At(path)), CompressionMode.Decompress));
            return text.ReadToEnd();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The pids in /proc, in ascending order.</summary>
    internal IReadOnlyList<int> Processes()
    {
        try
        {
            return [.. Directory.EnumerateDirectories(At("/proc"))
                .Select(directory => int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0)
                .Order()];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string At(string path) => Path.Combine(root, path.TrimStart('/'));
}
