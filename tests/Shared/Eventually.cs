using System.Diagnostics;

namespace Dashboard.Tests.Shared;

/// <summary>
/// Waits for what happens on another thread and raises no event: asks again and again until a deadline that only a defect
/// reaches.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static async Task BecomesTrueAsync(Func<bool> condition, string what)
        => await BecomesTrueAsync(() => Task.FromResult(condition()), what);

    public static async Task BecomesTrueAsync(Func<Task<bool>> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > Deadline)
            {
                throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}");
            }

            await Task.Delay(5);
        }
    }
}
