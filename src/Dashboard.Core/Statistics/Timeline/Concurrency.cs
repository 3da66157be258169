namespace Dashboard.Core.Statistics.Timeline;

/// <summary>
/// How many lives there were at one moment. Not how many touched a step: of a loop that waits for each child there is one at a
/// time, however many fit into a second.
/// </summary>
internal static class Concurrency
{
    /// <summary>The maximum in each of the equal steps of a range. An end and a birth at the same nanosecond are not together.</summary>
    /// <param name="starts">Births; those before the range count from its beginning. Sorted in place.</param>
    /// <param name="ends">Ends, of the ended ones only. Sorted in place.</param>
    public static int[] Of(Span<long> starts, Span<long> ends, long fromNs, long toNs, int steps)
    {
        starts.Sort();
        ends.Sort();
        var most = new int[steps];
        var width = Math.Max(1, (toNs - fromNs) / (double)steps);
        var (alive, at, ended) = (0, 0, 0);
        foreach (var start in starts)
        {
            while (ended < ends.Length && ends[ended] <= start)
            {
                GoTo(ends[ended++]);
                alive--;
            }

            GoTo(start);
            most[at] = Math.Max(most[at], ++alive);
        }

        while (ended < ends.Length && ends[ended] <= toNs)
        {
            GoTo(ends[ended++]);
            alive--;
        }

        GoTo(toNs);
        return most;

        // Those that are alive when a step begins are in it.
        void GoTo(long ns)
        {
            for (var step = (int)Math.Clamp((ns - fromNs) / width, 0, steps - 1); at < step;)
            {
                at++;
                most[at] = alive;
            }
        }
    }
}
