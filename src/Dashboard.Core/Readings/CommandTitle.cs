using Dashboard.Core.Processes;

namespace Dashboard.Core.Readings;

/// <summary>Tells a title that a process gave itself from the arguments that its exec was given.</summary>
public static class CommandTitle
{
    /// <summary>Bytes of one character in UTF-8.</summary>
    private const int MaxDivided = 4;

    /// <summary>The reading as it is shown beside the image that runs: without a title that only repeats its arguments.</summary>
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

        // Where one of them was cut, as far as both go. A cut may divide a character, which then reads as other ones.
        var common = Math.Min(title.Length - (isCut ? MaxDivided : 0), given.Length - (image.ArgsTruncated ? MaxDivided : 0));
        return common > 0 && string.CompareOrdinal(title, 0, given, 0, common) == 0;
    }
}
