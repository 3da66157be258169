namespace Dashboard.Server.Api;

/// <summary>Estimates the memory of a response. Processes choose the length of their arguments and paths.</summary>
internal static class ResponseSize
{
    /// <summary>A page that would be larger gets fewer rows than requested; the next page has the rest.</summary>
    public const int MaxPage = 4 << 20;

    public const string Description = "A page of long arguments has fewer rows than the limit: there are more for as long as next is set.";

    /// <summary>Overhead of one string, with its reference; and of one row without its strings.</summary>
    private const int Text = 32;
    private const int Row = 256;

    public static int Of(ProcessResponse process)
    {
        var bytes = (2 * Row) + Of(process.Cwd) + Of(process.Cgroup) + Of(process.Images);
        foreach (var failed in process.FailedExecs)
        {
            bytes += Row + Of(failed.Path) + Of(failed.Args);
        }

        return bytes;
    }

    public static int Of(IReadOnlyList<ImageResponse> images)
    {
        var bytes = 0;
        foreach (var image in images)
        {
            bytes += Row + Of(image.Path) + Of(image.Interpreter) + Of(image.Exe?.Path) + Of(image.Args);
        }

        return bytes;
    }

    private static int Of(string? text) => text is null ? 0 : Text + (2 * text.Length);

    private static int Of(IReadOnlyList<string>? texts)
    {
        var bytes = 0;
        for (var i = 0; i < texts?.Count; i++)
        {
            bytes += sizeof(long) + Of(texts[i]);
        }

        return bytes;
    }
}
