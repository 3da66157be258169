using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Process;

/// <summary>Orders images and failed execs by time and attaches PATH lookups to the entry they led to.</summary>
public static class ImageTrack
{
    public static IReadOnlyList<TrackEntry> Of(ProcessFacts facts)
    {
        var stations = facts.Images
            .Select((image, i) => new TrackEntry
            {
                BootNs = image.BootNs,
                Image = image,
                RanNs = EndOf(facts, i) is { } end ? end - image.BootNs : null,
            })
            .Concat(facts.FailedExecs.Select(failed => new TrackEntry { BootNs = failed.BootNs, Failed = failed }))
            .OrderBy(e => e.BootNs)
            .ThenBy(e => e.Image is null);

        var track = new List<TrackEntry>();
        var lookups = new List<FailedExec>();
        foreach (var station in stations)
        {
            if (station.Failed is { Lookup: true } lookup)
            {
                lookups.Add(lookup);
                continue;
            }

            var led = LedHere(station, lookups);
            track.Add(station with { Lookups = led ? [.. lookups] : [] });
            if (led)
            {
                lookups.Clear();
            }
        }

        // Lookups without an observed result get entries of their own.
        track.AddRange(lookups.Select(l => new TrackEntry { BootNs = l.BootNs, Failed = l }));
        return track;
    }

    private static bool LedHere(TrackEntry station, List<FailedExec> lookups)
        => lookups.Count > 0 && (station.Failed?.Path ?? station.Image?.Path) is { } path
            && lookups[^1].Path is { } tried && DisplayText.FileName(tried) == DisplayText.FileName(path);

    private static long? EndOf(ProcessFacts facts, int image)
        => image + 1 < facts.Images.Count ? facts.Images[image + 1].BootNs : facts.Exit?.BootNs;
}
