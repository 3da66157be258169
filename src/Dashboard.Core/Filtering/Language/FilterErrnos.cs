using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Filtering.Language;

/// <summary>The names of error numbers in filters: those of errno(3), with its second names, and without one trap.</summary>
internal static class FilterErrnos
{
    /// <summary>
    /// 64, "Machine is not on the network", is a name of no call that is traced here: who writes it has swapped two
    /// letters of ENOENT and would find nothing for ever. Its number can still be asked for.
    /// </summary>
    private const string Trap = "ENONET";

    private static readonly Dictionary<string, string> SecondNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EWOULDBLOCK"] = "EAGAIN",
        ["EDEADLOCK"] = "EDEADLK",
        ["ENOTSUP"] = "EOPNOTSUPP",
    };

    public static IReadOnlyList<Errno> All { get; } = [.. Errno.All.Where(e => e.Name != Trap)];

    public static Errno? Find(string name)
        => Errno.Find(SecondNames.GetValueOrDefault(name, name)) is { } found && found.Name != Trap ? found : null;

    /// <summary>As a filter writes it: the name, or the number where it has none.</summary>
    public static string NameOf(long number)
        => Errno.Find((int)number) is { } found && found.Name != Trap ? found.Name : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>As a filter writes what a screen calls "ENOENT" or "errno 524".</summary>
    public static string FromDisplay(string name)
    {
        const string prefix = "errno ";
        return name == Trap ? NameOf(Errno.Find(name)!.Number)
            : name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..]
            : name;
    }
}
