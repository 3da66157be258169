using System.Runtime.InteropServices;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Statistics.Programs;

/// <summary>
/// Totals by program: the same figures for the page, the overview and /programs. A process counts where its life and the range have a
/// moment in common; all processes that lived since the oldest held one ended are held, so no figure is short.
/// </summary>
public sealed class ProgramFigures
{
    /// <summary>Programs with totals of their own; a machine that makes up names cannot make a question larger than this.</summary>
    public const int MaxPrograms = 10_000;

    private readonly Lock _lock = new();

    /// <summary>Bounded by <see cref="MaxPrograms"/>.</summary>
    private readonly List<ProgramTally> _tallies = [];
    private readonly CaptureClock _clock;

    internal ProgramFigures(CaptureClock clock, IEnumerable<ProgramTally> tallies)
    {
        _clock = clock;
        foreach (var tally in tallies)
        {
            Runs += tally.Runs;
            Already += tally.Already;
            Failed += tally.Failed;
            _tallies.Add(tally);
        }
    }

    /// <summary>The beginning of the counted time: as requested, or the time from which on every process is still held.</summary>
    public long FromBootNs { get; internal init; }

    public long ToBootNs { get; internal init; }

    public Timestamp From => _clock.ToTimestamp(FromBootNs);

    public Timestamp To => _clock.ToTimestamp(ToBootNs);

    public int Count => _tallies.Count;

    /// <summary>Processes that began to run a program of the list in this time.</summary>
    public int Runs { get; }

    /// <summary>Processes that ran one already when this time began.</summary>
    public int Already { get; }

    /// <summary>How many of them match <c>is:failed</c>.</summary>
    public int Failed { get; }

    /// <summary>Processes of programs beyond <see cref="MaxPrograms"/>, which are in no total.</summary>
    public int Others { get; internal init; }

    /// <summary>Copies the figures, so that the store is not needed afterwards.</summary>
    /// <param name="attachedBootNs">When capture began.</param>
    /// <param name="nowBootNs">The moment of a paused view; else now.</param>
    public static ProgramFigures Read(QueryRun run, Filter filter, TimeRange range, long attachedBootNs, long nowBootNs)
    {
        var (walk, subject) = (new ProcessWalk(), new ProcessFilterSubject(nowBootNs));
        var tallies = new Dictionary<ProgramKey, ProgramTally>();
        CaptureClock? clock = null;
        var (others, fromBootNs, toBootNs, heldSinceBootNs) = (0, 0L, 0L, 0L);
        run.Scan(view =>
        {
            if (clock is null)
            {
                clock = view.Clock;
                fromBootNs = range.From is { } from ? Math.Max(clock.ToBootNs(from), attachedBootNs) : attachedBootNs;
                toBootNs = range.To is { } to ? Math.Min(clock.ToBootNs(to), nowBootNs) : nowBootNs;
            }

            heldSinceBootNs = view.Processes.HeldSinceBootNs ?? heldSinceBootNs;
            subject.Restart(nowBootNs);
            while (run.Takes())
            {
                if (walk.Next(view.Processes) is not { } process)
                {
                    return false;
                }

                if (process.Id.StartNs > toBootNs || (range.To is not null && process.Id.StartNs == toBootNs) || (process.HasEnded && process.ExitBootNs < fromBootNs) || !filter.Matches(subject.At(process)))
                {
                    continue;
                }

                var key = ProgramKey.Of(process);
                ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, key, out var isKnown);
                if (!isKnown && tallies.Count > MaxPrograms)
                {
                    tallies.Remove(key);
                    others++;
                    continue;
                }

                (tally ??= new ProgramTally(key)).Add(ProgramRun.Of(process, attachedBootNs, nowBootNs), range.From is null ? 0 : fromBootNs);
            }

            return true;
        });
        return new ProgramFigures(clock!, tallies.Values)
        {
            FromBootNs = Math.Max(fromBootNs, heldSinceBootNs),
            ToBootNs = toBootNs,
            Others = others,
        };
    }

    /// <summary>The first programs in the given order.</summary>
    public IReadOnlyList<ProgramTotals> Top(ProgramOrder order, int max)
    {
        // Lifetimes are sorted on demand, and viewers of the overview share the figures.
        lock (_lock)
        {
            return [.. (order == ProgramOrder.Name ? _tallies.Order(ByName) : _tallies.OrderByDescending(t => Figure(t, order)).ThenByDescending(t => t.Runs).ThenByDescending(t => t.Already).ThenBy(t => t, ByName))
                .Take(max).Select(t => t.ToTotals(_clock))];
        }
    }

    private static readonly Comparer<ProgramTally> ByName = Comparer<ProgramTally>.Create((a, b) =>
    {
        var byComm = StringComparer.Ordinal.Compare(a.Key.Comm, b.Key.Comm);
        return byComm != 0 ? byComm : StringComparer.Ordinal.Compare(a.Key.Path, b.Key.Path);
    });

    private static long Figure(ProgramTally tally, ProgramOrder order) => order switch
    {
        ProgramOrder.Failed => tally.Failed,
        ProgramOrder.Cpu => tally.CpuNs,
        ProgramOrder.Median => tally.MedianNs,
        ProgramOrder.P95 => tally.P95Ns,
        ProgramOrder.Sum => tally.SumNs,
        _ => tally.Runs,
    };
}
