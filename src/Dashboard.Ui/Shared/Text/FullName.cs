using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Text;

/// <summary>The kernel keeps 15 bytes of a name: systemd-journal is systemd-journald. What it cut is shown from the path or the first argument.</summary>
public static class FullName
{
    /// <summary>TASK_COMM_LEN of the kernel, without the final zero.</summary>
    private const int KernelBytes = 15;

    /// <summary>What is added; a first argument may be 128 KiB.</summary>
    private const int MaxAdded = 48;

    /// <summary>What the kernel cut: "d" of systemd-journald. Null where it cut nothing, or what is not known.</summary>
    public static string? CutFrom(string? comm, Image? image) => CutFrom(comm, image?.Path, image?.Args);

    public static string? CutFrom(string? comm, string? path, IReadOnlyList<string>? args)
    {
        // A character of several bytes may be cut itself: then no name begins with it.
        if (comm is not { Length: KernelBytes } || !System.Text.Ascii.IsValid(comm))
        {
            return null;
        }

        return After(path) ?? After(args is [var first, ..] ? first : null);

        string? After(string? text)
        {
            var name = text is null ? "" : text[(text.LastIndexOf('/') + 1)..];
            return name.Length > KernelBytes && name.StartsWith(comm, StringComparison.Ordinal) ? name[KernelBytes..Math.Min(name.Length, KernelBytes + MaxAdded)] : null;
        }
    }

    /// <summary>The tip of what is added.</summary>
    public static string Meaning(string comm) => $"Not in the kernel's name, which has 15 bytes: {DisplayText.Name(comm)}. Filters and the API use that.";
}
