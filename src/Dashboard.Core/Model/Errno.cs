using System.Collections.Frozen;

namespace Dashboard.Core.Model;

/// <summary>An errno of Linux (the generic table that x86-64 and arm64 share), errno(3).</summary>
/// <param name="Meaning">The text of strerror(3).</param>
public sealed record Errno(int Number, string Name, string Meaning)
{
    /// <summary>The kernel returns errors as -1 to -4095.</summary>
    private const long LastErrno = 4095;

    private static readonly FrozenDictionary<int, Errno> ByNumber = ErrnoTable.Rows.ToFrozenDictionary(e => e.Number);

    private static readonly FrozenDictionary<string, Errno> ByName =
        ErrnoTable.Rows.ToFrozenDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<Errno> All => ErrnoTable.Rows;

    public static Errno? Find(int number) => ByNumber.GetValueOrDefault(number);

    public static Errno? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The name for a syscall's return value: null for success, "errno 524" for a number without a name.</summary>
    public static string? NameOf(long ret)
        => ret is >= 0 or < -LastErrno ? null : Find((int)-ret)?.Name ?? $"errno {-ret}";

    /// <summary>The meaning of a syscall's return value: null for success.</summary>
    public static string? MeaningOf(long ret)
        => ret is >= 0 or < -LastErrno ? null : Find((int)-ret)?.Meaning ?? "Not a documented error number";
}
