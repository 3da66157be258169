namespace Dashboard.Tests.Shared;

/// <summary>What a piece of code allocates once the compiler has optimised it, which a busy machine delays: before that, it boxes.</summary>
public static class Allocations
{
    private const int MaxRounds = 200;

    /// <summary>The bytes of the leanest round; done as soon as one allocates nothing.</summary>
    public static long Least(Action round)
    {
        var least = long.MaxValue;
        for (var i = 0; i < MaxRounds && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
