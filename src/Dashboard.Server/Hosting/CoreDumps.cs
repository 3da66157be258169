using System.Runtime.InteropServices;

namespace Dashboard.Server.Hosting;

/// <summary>
/// This process leaves no core and lets no other process of its user read its memory: for some milliseconds it has what redaction
/// takes out. RLIMIT_CORE would do the former only, and the command of "run" would inherit it; this flag ends with an exec.
/// </summary>
internal static class CoreDumps
{
    /// <summary>PR_SET_DUMPABLE of linux/prctl.h.</summary>
    private const int SetDumpable = 4;

    /// <summary>Files of /proc/self belong to root from here on; the kernel lets a process read its own all the same, except environ and mem.</summary>
    public static void Forbid() => _ = Control(SetDumpable, 0, 0, 0, 0);

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Control(int option, nuint value, nuint third, nuint fourth, nuint fifth);
}
