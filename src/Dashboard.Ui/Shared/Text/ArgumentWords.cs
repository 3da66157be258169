using Dashboard.Core.Events;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Why arguments or a path are missing. With several causes only the last one is given.</summary>
public static class ArgumentWords
{
    /// <summary>Note for a filter on arguments while not all of them were kept.</summary>
    public const string Incomplete = "Not all arguments were kept; the filter cannot see what is missing";

    public const string IncompleteMeaning = "Since capture began some arguments were dropped to stay within the memory, left out while the ring buffer was filling up, longer than is kept, or not readable.";

    /// <summary>"dropped to save memory"; null when nothing is missing.</summary>
    public static string? WhyMissing(ExecExitEvent exec) => Of(exec.FirstArgs(1), exec.ArgsTruncated, exec.ArgsShed, exec.ArgsDropped);

    /// <summary>Image 0 may have no arguments at all: a kernel thread.</summary>
    public static string? WhyMissing(Image image) => Of(image.N > 0 ? image.Args : image.Args ?? [], image.ArgsTruncated, image.ArgsShed, image.ArgsDropped);

    public static string? WhyMissing(FailedExec failed) => Of(failed.Args, failed.ArgsTruncated, failed.ArgsShed, failed.ArgsDropped);

    /// <summary>Text in place of a missing path.</summary>
    public static string NoPath(bool isShed) => isShed ? "(long path left out: ring buffer filling up)" : "(path not captured)";

    private static string? Of(IReadOnlyList<string>? args, bool truncated, bool shed, bool dropped)
        => dropped ? "dropped to save memory"
            : shed ? "left out: ring buffer filling up"
            : args is null ? "could not be read"
            : !truncated ? null
            : args.Count > 0 ? "longer than is kept, or not readable to the end"
            : "not kept";
}
