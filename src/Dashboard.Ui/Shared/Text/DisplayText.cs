using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Formats process text and numbers for display.</summary>
public static class DisplayText
{
    /// <summary>Text chosen by a process: control characters and invalid bytes become visible escapes.</summary>
    public static string Text(string? text) => text is null ? "" : KernelText.Display(text);

    /// <summary>As <see cref="Text"/>, shortened in the middle; an argument may be 128 KiB.</summary>
    public static string Text(string? text, int max)
    {
        if (text is null || text.Length <= max)
        {
            return Text(text);
        }

        var half = (max - 1) / 2;
        return $"{Text(text[..half])}…{Text(text[^half..])}";
    }

    /// <summary>The name of a process, with a placeholder for an empty or blank name.</summary>
    public static string Name(string? comm, int max = int.MaxValue)
        => string.IsNullOrEmpty(comm) ? "(no name)" : string.IsNullOrWhiteSpace(comm) ? "(blank name)" : Text(comm, max);

    /// <summary>"make (4310)"</summary>
    public static string Process(ProcessReference process)
        => process.Comm is { Length: > 0 } comm ? $"{Name(comm)} ({process.Pid})" : $"pid {process.Pid}";

    /// <summary>1,482</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 process", "1,482 processes"</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.##} GiB"),
    };

    public static string Rate(double perSecond)
        => perSecond is > 0 and < 10
            ? perSecond.ToString("0.#", CultureInfo.InvariantCulture)
            : Count((long)Math.Round(perSecond));

    public static string Share(long part, long whole)
    {
        if (whole == 0)
        {
            return "";
        }

        var percent = 100.0 * part / whole;
        return percent switch
        {
            > 0 and < 1 => "<1 %",
            > 99 and < 100 => ">99 %",
            _ => string.Create(CultureInfo.InvariantCulture, $"{percent:0} %"),
        };
    }

    /// <summary>The last component of a path.</summary>
    public static string FileName(string path)
    {
        var name = path[(path.TrimEnd('/').LastIndexOf('/') + 1)..];
        return name.Length == 0 ? path : name;
    }
}
