namespace Dashboard.Server.Hosting.Logging;

/// <summary>How many lines one cause may have in the log. Without a bound anybody who can make an error can fill a disk.</summary>
internal sealed class LogBudget(TimeProvider time)
{
    public const int LinesAMinute = 10;

    /// <summary>Beyond that, causes share one budget. The causes are places in the code, so they are few.</summary>
    private const int MaxCauses = 256;

    private const string Others = "";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    /// <summary>Bounded by <see cref="MaxCauses"/>; never forgotten.</summary>
    private readonly Dictionary<string, (long BeganAt, int Count)> _causes = [];

    /// <summary>Whether to write a line, and how many were left out in the minute before it.</summary>
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
