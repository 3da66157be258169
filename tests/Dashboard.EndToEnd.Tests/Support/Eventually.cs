using System.Diagnostics;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Waits for an effect of another process, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task<T> Get<T>(Func<Task<T?>> ask, string what)
        where T : class
    {
        var since = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        do
        {
            if (await ask() is { } answer)
            {
                return answer;
            }
        }
        while (since.Elapsed < Deadline && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}.");
    }

    public static Task True(Func<Task<bool>> ask, string what)
        => Get(async () => await ask() ? "yes" : null, what);
}
