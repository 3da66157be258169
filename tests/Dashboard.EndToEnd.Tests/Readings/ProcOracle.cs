using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.EndToEnd.Tests.Readings;

/// <summary>/proc of a process, read by code independent of the program, and the program's answer, as comparable strings.</summary>
internal static partial class ProcOracle
{
    /// <summary>"CAP_KILL" to 5, from the kernel's header.</summary>
    private static readonly Lazy<Dictionary<string, int>> CapabilityBits = new(() => File.ReadLines("/usr/include/linux/capability.h")
        .Select(line => Capability().Match(line)).Where(match => match.Success)
        .ToDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));

    public static string Link(int pid, string name) => new FileInfo($"/proc/{pid}/{name}").LinkTarget!;

    /// <summary>Arguments separated by spaces, without the trailing NULs; Latin-1, so that each byte is one character.</summary>
    public static string Title(int pid) => File.ReadAllText($"/proc/{pid}/cmdline", Encoding.Latin1).TrimEnd('\0').Replace('\0', ' ');

    public static string Threads(int pid)
        => Lines(Directory.EnumerateDirectories($"/proc/{pid}/task").Select(task => File.ReadAllText($"{task}/comm")[..^1]));

    public static string Status(int pid, string name)
        => File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim().Replace('\t', ' ');

    /// <summary>Field 19 of stat(5); the names in these tests have no bracket.</summary>
    public static string Nice(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ')[16];

    public static string Namespaces(int pid)
        => Lines(Directory.EnumerateFileSystemEntries($"/proc/{pid}/ns").Where(path => !path.EndsWith("_for_children", StringComparison.Ordinal))
            .Select(path => new FileInfo(path).LinkTarget!));

    public static async Task<string> Terminal(int pid) => (await Child.Run("ps", "-o", "tty=", "-p", $"{pid}"))[0].Trim();

    public static string Loginuid(int pid) => File.ReadAllText($"/proc/{pid}/loginuid");

    public static string Environment(int pid, string name)
        => File.ReadAllText($"/proc/{pid}/environ").Split('\0').First(entry => entry.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    public static string Texts(JsonElement array, string property) => Lines(array.EnumerateArray().Select(item => item.GetProperty(property).GetString()!));

    public static string Links(JsonElement namespaces)
        => Lines(namespaces.EnumerateArray().Select(one => $"{one.GetProperty("type").GetString()}:[{one.GetProperty("inode").GetInt64()}]"));

    public static string Ids(JsonElement ids)
        => string.Join(' ', new[] { "real", "effective", "saved", "fileSystem" }.Select(name => ids.GetProperty(name).GetUInt32()));

    public static string Numbers(JsonElement array) => string.Join(' ', array.EnumerateArray().Select(item => item.GetUInt32()));

    /// <summary>A set in the format of /proc/PID/status.</summary>
    public static string Set(JsonElement names)
        => names.EnumerateArray().Aggregate(0UL, (set, name) => set | 1UL << CapabilityBits.Value[name.GetString()!]).ToString("x16", CultureInfo.InvariantCulture);

    private static string Lines(IEnumerable<string> items) => string.Join('\n', items.Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^#define (CAP_[A-Z_]+)\s+(\d+)$")]
    private static partial Regex Capability();
}
