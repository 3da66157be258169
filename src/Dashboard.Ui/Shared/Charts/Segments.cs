using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>Creates the bar segments of one life.</summary>
public static class Segments
{
    /// <summary>Maximum segments per bar; more would be thinner than a pixel.</summary>
    private const int MaxSegments = 12;

    public static IReadOnlyList<Segment> Of(IReadOnlyList<Image> images, ProcessExit? exit, bool fromSnapshot)
    {
        var first = Math.Max(0, images.Count - MaxSegments);
        var segments = new List<Segment>(images.Count - first);
        for (var i = first; i < images.Count; i++)
        {
            var end = i + 1 < images.Count ? images[i + 1].BootNs : exit?.BootNs;
            segments.Add(new Segment(Seconds(images[i].BootNs), end is { } ns ? Seconds(ns) : null,
                ImageKind.InBar(images[i], fromSnapshot), ImageNames.Of(images[i])));
        }

        return segments;
    }

    public static double Seconds(long bootNs) => bootNs / 1e9;
}
