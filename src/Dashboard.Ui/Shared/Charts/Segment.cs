using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>A segment of a life's bar: one image.</summary>
/// <param name="Kind">found, fork or exec; exec-2 for every second exec, so that adjacent segments differ.</param>
/// <param name="StartNs">On the boot clock.</param>
/// <param name="EndNs">Null while it runs.</param>
public sealed record Segment(Image Image, string Kind, long StartNs, long? EndNs)
{
    /// <summary>The start, for data-s.</summary>
    public string From => Seconds.Of(StartNs);

    /// <summary>The end, for data-e.</summary>
    public string To => Seconds.OrNow(EndNs);

    public string Name(int max) => DisplayText.Text(ImageNames.Of(Image), max);

    /// <param name="startNs">
    /// When the life began. The first kept segment begins there, because earlier images are not shown; an image that was replaced by then has none.
    /// </param>
    /// <param name="max">The newest images, for a process that execs in a loop.</param>
    public static IReadOnlyList<Segment> Of(long startNs, IReadOnlyList<Image> images, ProcessExit? exit, bool fromSnapshot, int max)
    {
        var first = Math.Max(0, images.Count - max);
        while (first + 1 < images.Count && images[first + 1].BootNs <= startNs)
        {
            first++;
        }

        var segments = new List<Segment>(images.Count - first);
        for (var i = first; i < images.Count; i++)
        {
            segments.Add(new Segment(images[i], ImageKind.InBar(images[i], fromSnapshot),
                i == first ? startNs : images[i].BootNs, i + 1 < images.Count ? images[i + 1].BootNs : exit?.BootNs));
        }

        return segments;
    }

    /// <summary>The newest failed execs, which are marks on the bar. PATH lookups are not failures.</summary>
    public static IEnumerable<FailedExec> Failures(IReadOnlyList<FailedExec> failedExecs, int max) => failedExecs.Where(f => !f.Lookup).TakeLast(max);
}
