using System.Runtime.InteropServices;

namespace Dashboard.Server.Hosting;

/// <summary>
/// Limits glibc to two malloc arenas. By default it creates up to eight per CPU, and each keeps the memory its threads
/// freed: measured, 0.6 MiB more resident memory per minute for hours while live memory did not grow. The hot path makes
/// no native allocations, so threads hardly contend.
/// </summary>
internal static class NativeHeap
{
    /// <summary>M_ARENA_MAX, mallopt(3).</summary>
    private const int ArenaMax = -8;

    private const int Arenas = 2;

    /// <summary>Call before most threads start: existing arenas stay. A value in the environment takes precedence.</summary>
    public static void LimitArenas()
    {
        if (Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is not null)
        {
            return;
        }

        try
        {
            _ = SetOption(ArenaMax, Arenas);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no mallopt and no arenas.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetOption(int option, int value);
}
