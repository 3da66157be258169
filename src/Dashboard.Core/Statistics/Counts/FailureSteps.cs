namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Counts per time step and kind (<see cref="FailureKey"/>), oldest first. Bounded by its capacity: a sliding one drops old steps, the other doubles the
/// width of its steps and so keeps everything.
/// </summary>
internal sealed class FailureSteps(int capacity, bool slides)
{
    /// <summary>
    /// Maximum number of kinds per step. A seccomp(2) filter may make a call return any number up to 4,095; kinds beyond the limit
    /// are counted as <see cref="Others"/>.
    /// </summary>
    public const int MaxKinds = 64;

    /// <summary>The key for all other kinds; no kind itself.</summary>
    public const int Others = 0;

    private readonly List<Step> _steps = [];
    private bool _dropped;

    public int WidthSeconds { get; private set; } = 1;

    /// <summary>True when no step since then was dropped.</summary>
    public bool Covers(long second) => !_dropped || (_steps.Count > 0 && second >= _steps[^1].Index - capacity + 1);

    public void Add(long second, int kind, long failures)
    {
        var index = Index(second);
        if (_steps.Count == 0 || index > _steps[^1].Index)
        {
            _steps.Add(new Step(index));
            MakeRoom();
            index = Index(second);
        }

        // Nearly always the last; another CPU's event may be late, and a lookup is recognized after its event.
        var at = _steps.Count - 1;
        while (at >= 0 && _steps[at].Index > index)
        {
            at--;
        }

        if (at < 0 || _steps[at].Index != index)
        {
            if (_dropped && at < 0)
            {
                return;
            }

            _steps.Insert(++at, new Step(index));
            MakeRoom();
            at = At(Index(second));
        }

        if (at >= 0)
        {
            _steps[at].Add(kind, failures);
        }
    }

    /// <summary>Separate from <see cref="Add"/>, which is called for each failure: a closure would be allocated on each call.</summary>
    private int At(long index) => _steps.FindIndex(s => s.Index == index);

    /// <summary>The counts of the steps that begin between two seconds, inclusive.</summary>
    public IEnumerable<(long Second, int Kind, long Failures)> Between(long first, long last)
        => from step in _steps
           let second = step.Index * WidthSeconds
           where second + WidthSeconds > first && second <= last
           from count in step.Counts
           where count.Failures > 0
           select (Math.Max(first, second), count.Kind, count.Failures);

    public void CopyTo(FailureSteps other)
    {
        other._dropped |= _dropped;
        foreach (var (second, kind, failures) in Between(long.MinValue / 2, long.MaxValue / 2))
        {
            other.Add(second, kind, failures);
        }
    }

    private long Index(long second) => (long)Math.Floor(second / (double)WidthSeconds);

    private void MakeRoom()
    {
        while (_steps[^1].Index - _steps[0].Index >= capacity)
        {
            if (slides)
            {
                _dropped = true;
                _steps.RemoveAll(s => s.Index <= _steps[^1].Index - capacity);
            }
            else
            {
                Widen();
            }
        }
    }

    private void Widen()
    {
        WidthSeconds *= 2;
        var narrow = _steps.ToList();
        _steps.Clear();
        foreach (var step in narrow)
        {
            var index = (long)Math.Floor(step.Index / 2.0);
            if (_steps.Count == 0 || _steps[^1].Index != index)
            {
                _steps.Add(new Step(index));
            }

            step.Counts.ForEach(c => _steps[^1].Add(c.Kind, c.Failures));
        }
    }

    /// <param name="index">Seconds since 1970 divided by the step width.</param>
    private sealed class Step(long index)
    {
        public long Index { get; } = index;

        /// <summary>Bounded by the number of kinds; a handful in practice, so a linear search is faster than hashing.</summary>
        public List<(int Kind, long Failures)> Counts { get; } = new(2);

        public void Add(int kind, long failures)
        {
            for (var i = 0; i < Counts.Count; i++)
            {
                if (Counts[i].Kind == kind)
                {
                    Counts[i] = (kind, Counts[i].Failures + failures);
                    return;
                }
            }

            if (Counts.Count >= MaxKinds && kind != Others)
            {
                Add(Others, failures);
                return;
            }

            Counts.Add((kind, failures));
        }
    }
}
