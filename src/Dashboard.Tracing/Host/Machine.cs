using System.Globalization;
using System.IO.Compression;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Host;

/// <summary>Where the doctor looks. Another root lets a test describe any machine.</summary>
public sealed class Machine(string root = "/")
{
    /// <summary>Asks the kernel, which no other root can answer for.</summary>
    internal Func<string, CgroupHierarchy?, CgroupTrial> TryCgroup { get; init; } = CgroupPaths.Try;

    public bool Has(string path) => Path.Exists(At(path));

    /// <summary>Null when it is not there or may not be read.</summary>
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

    /// <summary>Where a symbolic link leads; null when it is not there or may not be read.</summary>
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

    /// <summary>The errno with which reading a symbolic link is refused; 0 when it can be read.</summary>
    internal int TryLink(string path)
    {
        _ = LibC.ReadLink(At(path), out var errno);
        return errno;
    }

    /// <summary>Like <see cref="Read"/>, of a file that gzip has compressed.</summary>
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

    /// <summary>The numbers in /proc, smallest first.</summary>
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
