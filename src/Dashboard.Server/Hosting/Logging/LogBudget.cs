namespace Dashboard.Server.Hosting.Logging;

/// <summary>Limits the log lines of one cause. Without a limit, anybody who can trigger an error can fill the disk.</summary>
internal sealed class LogBudget(TimeProvider time)
{
    public const int LinesAMinute = 10;

    /// <summary>Further causes share one budget. A cause is a place in the code, so there are few.</summary>
    private const int MaxCauses = 256;

    private const string Others = "";

    private readonly Lock _lock = new();

    /// <summary>Bounded by <see cref="MaxCauses"/>; entries are never removed.</summary>
    private readonly Dictionary<string, LineBudget> _causes = [];

    /// <summary>True when a line may be written; leftOut is the number suppressed in the minute before it.</summary>
    public bool Take(string cause, out int leftOut)
    {
        lock (_lock)
        {
            if (!_causes.TryGetValue(cause, out var budget))
            {
                var key = _causes.Count < MaxCauses ? cause : Others;
                if (!_causes.TryGetValue(key, out budget))
                {
                    _causes.Add(key, budget = new LineBudget(LinesAMinute, time));
                }
            }

            return budget.Take(out leftOut);
        }
    }
}
