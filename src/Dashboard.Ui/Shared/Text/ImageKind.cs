using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Text;

/// <summary>How a process came to an image.</summary>
/// <param name="Segment">The colour class of its segment, after "s-".</param>
/// <param name="Name">The class of its name.</param>
public sealed record ImageKind(string Segment, string Name)
{
    public static readonly ImageKind Found = new("found", "found");
    public static readonly ImageKind Copied = new("fork", "copied");
    public static readonly ImageKind Exec = new("exec", "execed");

    /// <param name="fromSnapshot">The process already ran when capture began.</param>
    public static ImageKind Of(Image image, bool fromSnapshot) => image.N > 0 ? Exec : fromSnapshot ? Found : Copied;

    /// <summary>The colour class in a bar: every second exec has another one, so that adjacent segments differ.</summary>
    public static string InBar(Image image, bool fromSnapshot)
        => Of(image, fromSnapshot) is var kind && kind == Exec && image.N % 2 == 0 ? "exec-2" : kind.Segment;
}
