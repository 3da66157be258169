using System.Globalization;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>The file that a process runs, as /proc/PID/exe names it: symbolic links followed, of a script its interpreter.</summary>
/// <remarks>Kept as one text, "8:1 1234 /usr/bin/sleep": thousands are held, and the archive keeps each text once.</remarks>
public sealed record ExecutableFile
{
    private const char Unknown = '-';

    /// <param name="path">From the root of its mount namespace, with " (deleted)" behind it where the file had no name any more; null when not known.</param>
    /// <param name="device">Of its file system, "major:minor"; null when not known.</param>
    /// <param name="inode">Null when not known.</param>
    [JsonConstructor]
    public ExecutableFile(string? path, string? device, ulong? inode)
        => Packed = string.Create(
            CultureInfo.InvariantCulture, $"{(device is { Length: > 0 } ? device : Unknown)} {(inode is { } n ? n : Unknown)}{(path is null ? "" : " ")}{path}");

    private ExecutableFile(string packed) => Packed = packed;

    public string? Path => Packed.Split(' ', 3) is [_, _, var path] ? path : null;

    public string? Device => Packed[0] == Unknown ? null : Packed[..Packed.IndexOf(' ')];

    public ulong? Inode => ulong.TryParse(Packed.Split(' ', 3)[1], NumberStyles.None, CultureInfo.InvariantCulture, out var inode) ? inode : null;

    internal string Packed { get; }

    /// <summary>The path, without making a text of it; empty when not known.</summary>
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
