using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Volume;

/// <summary>
/// Counts events for the facets and the volume strip of the events page, in a time range. A filter on a field's value matches exactly the
/// events counted for it.
/// </summary>
/// <param name="joined">An exec is one row, so both its halves have the kind "exec".</param>
/// <param name="axisOffsetNs">Converts boot time to the strip's time; null to use the events' own times, because the clock was not set.</param>
public sealed class EventTally(TimeRange range, long fromUnixNs, long toUnixNs, bool joined, long? axisOffsetNs = null)
{
    /// <summary>Maximum number of steps: about ten pixels each on a wide screen.</summary>
    public const int MaxSteps = 120;

    /// <summary>Maximum number of values in an <see cref="EventFacet"/>.</summary>
    public const int MaxValues = 50;

    /// <summary>Maximum size of each dictionary below: processes choose names, so there may be as many as events.</summary>
    private const int MaxDistinct = 20_000;

    /// <summary>In the usual order of narrowing down.</summary>
    public static IReadOnlyList<FilterField> Fields { get; } =
        [FilterField.Kind, FilterField.Comm, FilterField.Errno, FilterField.User, FilterField.Cgroup, FilterField.Pcomm];

    private readonly Dictionary<string, long>[] _values = [.. Fields.Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];
    private readonly bool[] _overfull = new bool[Fields.Count];
    private readonly VolumeSteps _steps = new(fromUnixNs, toUnixNs, MaxSteps);

    /// <summary>Events in the range.</summary>
    public long Total { get; private set; }

    /// <summary>Failures in the range.</summary>
    public long Failed { get; private set; }

    public EventVolume Volume => _steps.ToVolume();

    public IReadOnlyList<EventFacet> Facets
        => [.. Fields.Select((about, i) => new EventFacet(about,
            [.. _values[i].Select(v => new FilterValueCount(v.Key, v.Value))
                .OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal).Take(MaxValues)],
            _values[i].Count, _overfull[i]))];

    /// <summary>Counts an event; inside LifecycleStore.Read.</summary>
    /// <param name="subject">Must be at the event.</param>
    public void Count(LifecycleEvent e, EventFilterSubject subject)
    {
        if (!range.Contains(e.Time))
        {
            return;
        }

        var failed = subject.Is(FilterFlag.Failed);
        _steps.Add(axisOffsetNs is { } offset ? e.BootNs + offset : e.Time.UnixNs, failed);
        Total++;
        Failed += failed ? 1 : 0;
        Add(0, joined && e is (ExecEnterEvent or ExecExitEvent) ? FilterCatalogue.ExecKind : EventKinds.NameOf(e.Kind));
        if (!e.IsOfAProcess)
        {
            return;
        }

        Add(1, e.Comm);
        if (e is RenameEvent rename)
        {
            // A rename has two names: a filter on either matches it.
            Add(1, rename.From == rename.Comm ? null : rename.From);
            Add(1, rename.To == rename.Comm || rename.To == rename.From ? null : rename.To);
        }

        Add(2, e switch
        {
            ExecExitEvent exec => exec.Errno,
            ForkFailEvent fail => fail.Errno,
            _ => null,
        });
        var context = subject.Context;
        Add(3, context?.User);
        Add(4, context?.Cgroup);
        var (atBirth, current) = subject.ParentNames;
        Add(5, atBirth);
        Add(5, current == atBirth ? null : current);
    }

    private void Add(int facet, string? value)
    {
        if (value is not { Length: > 0 })
        {
            return;
        }

        var values = _values[facet];
        if (values.Count < MaxDistinct)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(values, value, out _)++;
        }
        else if (values.TryGetValue(value, out var count))
        {
            values[value] = count + 1;
        }
        else
        {
            _overfull[facet] = true;
        }
    }
}
