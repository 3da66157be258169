using Dashboard.Core.Events;

namespace Dashboard.Core.History;

/// <summary>A range of the history in one direction, for foreach. Valid inside LifecycleStore.Read only.</summary>
public readonly ref struct HeldEvents
{
    private readonly ReadOnlySpan<LifecycleEvent> _ring;
    private readonly long _first;
    private readonly long _count;
    private readonly int _step;

    /// <param name="ring">The event with number n is at n modulo its length.</param>
    /// <param name="first">The first number.</param>
    /// <param name="count">The number of events.</param>
    /// <param name="step">1 or -1.</param>
    internal HeldEvents(ReadOnlySpan<LifecycleEvent> ring, long first, long count, int step)
    {
        _ring = ring;
        _first = first;
        _count = Math.Max(0, count);
        _step = step;
    }

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Copies of all; for small ranges.</summary>
    public List<LifecycleEvent> Copy()
    {
        var copies = new List<LifecycleEvent>((int)_count);
        foreach (var held in this)
        {
            copies.Add(held.Copy());
        }

        return copies;
    }

    public ref struct Enumerator
    {
        private readonly HeldEvents _events;
        private long _left;
        private int _at;

        internal Enumerator(HeldEvents events)
        {
            _events = events;
            _left = events._count;
            _at = (int)(events._first % events._ring.Length) - events._step;
        }

        public readonly HeldEvent Current => new(_events._ring[_at]);

        public bool MoveNext()
        {
            if (_left-- <= 0)
            {
                return false;
            }

            _at += _events._step;
            if ((uint)_at >= (uint)_events._ring.Length)
            {
                _at = _events._step > 0 ? 0 : _events._ring.Length - 1;
            }

            return true;
        }
    }
}
