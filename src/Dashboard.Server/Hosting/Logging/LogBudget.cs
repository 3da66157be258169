namespace Dashboard.Server.Hosting.Logging;

/// <summary>Limits the log lines of one cause. Without a limit, anybody who can trigger an error can fill the disk.</summary>
internal sealed class LogBudget(TimeProvider time)
{
    public const int LinesAMinute = 10;

    /// <summary>Further causes share one budget. A cause is a place in the code, so there are few.</summary>
    private const int MaxCauses = 256;

    private const string Others = "";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    /// <summary>Bounded by <see cref="MaxCauses"/>; entries are never removed.</summary>
    private readonly Dictionary<string, (long BeganAt, int Count)> _causes = [];

    /// <summary>True when a line may be written; leftOut is the number suppressed in the minute before it.</summary>
    public bool Take(string cause, out int leftOut)
    {
        lock (_lock)
        {
            if (!_causes.TryGetValue(cause, out var spent) && _causes.Count >= MaxCauses)
            {
                cause = Others;
                _causes.TryGetValue(cause, out spent);
            }

            leftOut = 0;
            if (spent.Count == 0 || time.GetElapsedTime(spent.BeganAt) >= Minute)
            {
                leftOut = Math.Max(0, spent.Count - LinesAMinute);
                spent = (time.GetTimestamp(), 0);
            }

            _causes[cause] = (spent.BeganAt, spent.Count + 1);
            return spent.Count < LinesAMinute;
        }
    }
}
