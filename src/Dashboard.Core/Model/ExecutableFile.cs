using System.Globalization;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>The executable of a process, as in /proc/PID/exe: symbolic links resolved; for a script, its interpreter.</summary>
/// <remarks>Stored as one text, "8:1 1234 /usr/bin/sleep": thousands are held, and the archive stores each distinct text once.</remarks>
public sealed record ExecutableFile
{
    private const char Unknown = '-';

    /// <param name="path">Relative to the root of its mount namespace, with " (deleted)" appended when the file was unlinked; null when unknown.</param>
    /// <param name="device">The file system's device, "major:minor"; null when unknown.</param>
    /// <param name="inode">Null when unknown.</param>
    [JsonConstructor]
    public ExecutableFile(string? path, string? device, ulong? inode)
        => Packed = string.Create(
            CultureInfo.InvariantCulture, $"{(device is { Length: > 0 } ? device : Unknown)} {(inode is { } n ? n : Unknown)}{(path is null ? "" : " ")}{path}");

    private ExecutableFile(string packed) => Packed = packed;

    public string? Path => Packed.Split(' ', 3) is [_, _, var path] ? path : null;

    public string? Device => Packed[0] == Unknown ? null : Packed[..Packed.IndexOf(' ')];

    public ulong? Inode => ulong.TryParse(Packed.Split(' ', 3)[1], NumberStyles.None, CultureInfo.InvariantCulture, out var inode) ? inode : null;

    internal string Packed { get; }

    /// <summary>The path without allocating a text; empty when unknown.</summary>
    internal ReadOnlySpan<char> PathSpan
    {
        get
        {
            var path = Packed.AsSpan();
            for (var i = 0; i < 2; i++)
            {
                var end = path.IndexOf(' ');
                path = end < 0 ? default : path[(end + 1)..];
            }

            return path;
        }
    }

    internal static ExecutableFile? Unpack(string? packed) => packed is null ? null : new ExecutableFile(packed);
}
