using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Filtering.Language;

/// <summary>The errno names that filters accept: those of errno(3), with their aliases, except one.</summary>
internal static class FilterErrnos
{
    /// <summary>
    /// 64, "Machine is not on the network": no traced call returns it, so it is a typing error for ENOENT that would never match.
    /// It can still be given by number.
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

    /// <summary>The errno in filter syntax: its name, or its number when it has none.</summary>
    public static string NameOf(long number)
        => Errno.Find((int)number) is { } found && found.Name != Trap ? found.Name : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Converts the display form, "ENOENT" or "errno 524", to filter syntax.</summary>
    public static string FromDisplay(string name)
    {
        const string prefix = "errno ";
        return name == Trap ? NameOf(Errno.Find(name)!.Number)
            : name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..]
            : name;
    }
}
