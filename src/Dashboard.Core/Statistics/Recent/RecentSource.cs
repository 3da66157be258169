using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>
/// One computation of the recent figures for all viewers with the same filter, at most once a second, and only while one of them asks.
/// Thread-safe.
/// </summary>
public sealed class RecentSource(LifecycleStore store, TimeProvider time)
{
    /// <summary>Filters with a window of their own; of more the one that was used least recently starts again.</summary>
    public const int MaxWindows = 4;

    /// <summary>At most this share of the time, so that a large table does not keep the store busy.</summary>
    private const int RestFactor = 40;

    /// <summary>Less than the second between two questions of a viewer, or every second one would get the figures of the last.</summary>
    private static readonly TimeSpan MinRest = TimeSpan.FromMilliseconds(900);

    private static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();

    /// <summary>Most recently used last. Bounded by <see cref="MaxWindows"/>.</summary>
    private readonly List<Entry> _entries = [];
    private int _viewers;

    /// <summary>How often figures were computed.</summary>
    internal long Computed { get; private set; }

    /// <summary>Number of windows that are kept.</summary>
    internal int Windows
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>A viewer comes. When the last one is gone, nothing is kept.</summary>
    public IDisposable Watch()
    {
        lock (_lock)
        {
            _viewers++;
        }

        return new Viewer(this);
    }

    /// <exception cref="FilterTooExpensiveException">The filter takes too long.</exception>
    public RecentFigures Read(Filter filter, bool isWhole, long attachedBootNs)
    {
        var entry = EntryOf(filter, isWhole, attachedBootNs);
        lock (entry)
        {
            if (entry.Figures is { } known && !entry.IsDue(time, store))
            {
                return known;
            }

            var began = time.GetTimestamp();
            try
            {
                entry.Version = store.Version;
                entry.Figures = entry.Reader.Read(new QueryRun(store, time), store.Clock.NowBootNs);
                entry.Bytes = entry.Reader.Bytes;
                CountMemory();
                Computed++;
                return entry.Figures;
            }
            catch
            {
                lock (_lock)
                {
                    _entries.Remove(entry);
                    CountMemory();
                }

                throw;
            }
            finally
            {
                entry.EndedAt = time.GetTimestamp();
                entry.Rest = time.GetElapsedTime(began, entry.EndedAt) * RestFactor;
            }
        }
    }

    private Entry EntryOf(Filter filter, bool isWhole, long attachedBootNs)
    {
        lock (_lock)
        {
            var at = _entries.FindIndex(e => e.Filter == filter.Text && e.IsWhole == isWhole);
            var entry = at >= 0 ? _entries[at] : new Entry(filter.Text, isWhole, new RecentReader(filter, isWhole, attachedBootNs));
            if (at >= 0)
            {
                _entries.RemoveAt(at);
            }
            else if (_entries.Count == MaxWindows)
            {
                _entries.RemoveAt(0);
            }

            _entries.Add(entry);
            return entry;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_viewers == 0)
            {
                _entries.Clear();
                CountMemory();
            }
        }
    }

    private void CountMemory()
    {
        lock (_lock)
        {
            store.Views.Bytes = _entries.Sum(e => e.Bytes);
        }
    }

    private sealed class Entry(string filter, bool isWhole, RecentReader reader)
    {
        public string Filter => filter;

        public bool IsWhole => isWhole;

        public RecentReader Reader => reader;

        public RecentFigures? Figures { get; set; }

        /// <summary>Memory of its window, as of the last figures.</summary>
        public long Bytes { get; set; }

        public long Version { get; set; }

        public long EndedAt { get; set; }

        public TimeSpan Rest { get; set; }

        /// <summary>A minute passes without an event, but a recording does not go on.</summary>
        public bool IsDue(TimeProvider time, LifecycleStore store)
            => (Version != store.Version || !store.Clock.Frozen)
                && time.GetElapsedTime(EndedAt) >= (Rest < MinRest ? MinRest : Rest > MaxRest ? MaxRest : Rest);
    }

    private sealed class Viewer(RecentSource source) : IDisposable
    {
        private bool _isGone;

        public void Dispose()
        {
            if (!_isGone)
            {
                _isGone = true;
                source.Leave();
            }
        }
    }
}
