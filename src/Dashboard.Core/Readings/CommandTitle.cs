using Dashboard.Core.Processes;

namespace Dashboard.Core.Readings;

/// <summary>Distinguishes a title set by the process itself (setproctitle) from the arguments of its exec.</summary>
public static class CommandTitle
{
    /// <summary>Maximum bytes of a UTF-8 character.</summary>
    private const int MaxDivided = 4;

    /// <summary>The reading without a title that only repeats the arguments of the current image.</summary>
    public static ProcessReading Beside(this ProcessReading reading, Image image)
    {
        if (reading.Title is not { } title)
        {
            return reading;
        }

        var shown = IsOf(image, title, reading.TitleTruncated) ? null : title.TrimEnd('\0').Replace('\0', ' ');
        return reading with { Title = shown, TitleTruncated = reading.TitleTruncated && shown is not null };
    }

    private static bool IsOf(Image image, string title, bool isCut)
    {
        if (image.Args is not { } args)
        {
            return false;
        }

        var given = string.Join('\0', args);
        if (!isCut && !image.ArgsTruncated)
        {
            return title.TrimEnd('\0') == given.TrimEnd('\0');
        }

        // Where one of them was cut, only their common length is compared. A cut may split a character, which then decodes differently.
        var common = Math.Min(title.Length - (isCut ? MaxDivided : 0), given.Length - (image.ArgsTruncated ? MaxDivided : 0));
        return common > 0 && string.CompareOrdinal(title, 0, given, 0, common) == 0;
    }
}
