using System.Runtime.InteropServices;

namespace Dashboard.Server.Hosting;

/// <summary>
/// Limits glibc to two malloc arenas. By default it makes up to eight for each CPU, one for each thread that allocates, and
/// each keeps what its threads have freed: measured, 0.6 MiB more resident memory a minute for hours, while live memory did not grow.
/// The hot path does not allocate natively, so threads hardly wait for each other.
/// </summary>
internal static class NativeHeap
{
    /// <summary>M_ARENA_MAX, mallopt(3).</summary>
    private const int ArenaMax = -8;

    private const int Arenas = 2;

    /// <summary>Must run before most threads start: an arena that exists stays. A value in the environment wins.</summary>
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
            // musl has neither mallopt nor arenas.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetOption(int option, int value);
}
