using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Tests.Shared.Signals;

/// <summary>
/// An ignored signal stays ignored through fork and exec, and a shell without job control ignores SIGINT and SIGQUIT in
/// what it starts with "&amp;". So the children of the tests, which end by SIGINT, would not. Before the first test starts
/// one, this process takes the default action again; a handler that .NET has set is left alone.
/// </summary>
internal static class DefaultSignals
{
    /// <summary>SIGHUP (nohup), SIGINT, SIGQUIT, SIGTERM. Not SIGPIPE: .NET itself ignores that.</summary>
    private static readonly int[] Ending = [1, 2, 3, 15];

    /// <summary>Which of <see cref="Ending"/> a process ignores, from the line "SigIgn:	0000000000001002" of its status; proc(5).</summary>
    public static IEnumerable<int> IgnoredBy(string status)
    {
        var line = status.Split('\n').First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal));
        var ignored = ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Ending.Where(number => (ignored >> (number - 1) & 1) != 0);
    }

#pragma warning disable CA2255 // This is what module initializers are for: no test may come before it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Restore()
    {
        foreach (var number in IgnoredBy(File.ReadAllText("/proc/self/status")))
        {
            Signal(number, handler: 0);
        }
    }

    /// <summary>signal(2); the handler 0 is SIG_DFL.</summary>
    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint Signal(int number, nint handler);
}
