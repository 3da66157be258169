using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>What failed, as one number: an errno, an exit code or a signal. Errnos end at 4,095.</summary>
internal static class FailureKey
{
    private const int FirstExit = 1 << 16;
    private const int FirstSignal = 2 << 16;

    public static int OfRet(long ret) => (int)-ret;

    public static int OfExit(int? exitCode, int? signal) => signal is { } number ? FirstSignal + number : FirstExit + (exitCode ?? 0);

    /// <summary>"ENOENT", "exit 1", "SIGKILL"; null where an errno has no name.</summary>
    public static string? NameOf(int key) => key switch
    {
        >= FirstSignal => Signal.NameOf(key - FirstSignal),
        >= FirstExit => $"exit {key - FirstExit}",
        _ => Errno.NameOf(-key),
    };
}
