using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Server.Hosting;

/// <summary>
/// The first thing that runs: are there enough file descriptors? Without them a file of .NET's own cannot be opened some
/// time later, which ends in an exception that names an assembly. So nothing but the runtime is used here.
/// </summary>
internal static class StartLimits
{
    /// <summary>Measured: an idle server holds 344, most of them assemblies; each page and connection takes one or two.</summary>
    public const ulong MinOpenFiles = 512;

    /// <summary>What is asked for where that is allowed.</summary>
    private const ulong Wanted = 4096;

    /// <summary>RLIMIT_NOFILE, getrlimit(2).</summary>
    private const int OpenFiles = 7;

    private const int StandardError = 2;

    /// <summary>False when the program cannot work; then it has said so on stderr.</summary>
    public static bool Ensure(string[] args)
    {
        // The runtime has raised the soft limit to the hard one already; CAP_SYS_RESOURCE may raise that, too.
        if (GetLimit(OpenFiles, out var limit) != 0 || limit.Soft >= MinOpenFiles)
        {
            return true;
        }

        var raised = new Limit { Soft = Wanted, Hard = limit.Hard > Wanted ? limit.Hard : Wanted };
        if (SetLimit(OpenFiles, raised) == 0)
        {
            return true;
        }

        raised = new Limit { Soft = limit.Hard, Hard = limit.Hard };
        if (limit.Hard >= MinOpenFiles && SetLimit(OpenFiles, raised) == 0)
        {
            return true;
        }

        // The doctor needs fewer, and says it among all the rest.
        if (args.Length > 0 && args[0] == "doctor")
        {
            return true;
        }

        Say(limit.Hard);
        return false;
    }

    /// <summary>Without System.Console and without formatting: both live in files that may not be opened any more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void Say(ulong hard)
    {
        var digits = stackalloc byte[24];
        var at = 24;
        for (; at == 24 || hard > 0; hard /= 10)
        {
            digits[--at] = (byte)('0' + hard % 10);
        }

        Write("dashboard: This process may open only "u8);
        _ = WriteBytes(StandardError, digits + at, 24 - at);
        Write(" files, and it needs 512: raise the limit, for example with ulimit -n 4096 in the shell that starts it, as a user who may.\n"u8);
    }

    private static unsafe void Write(ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = text)
        {
            _ = WriteBytes(StandardError, bytes, text.Length);
        }
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern unsafe int GetLimit(int resource, Limit* limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern unsafe int SetLimit(int resource, Limit* limit);

    [DllImport("libc", EntryPoint = "write")]
    private static extern unsafe nint WriteBytes(int file, byte* bytes, nint count);

    private static unsafe int GetLimit(int resource, out Limit limit)
    {
        Limit found;
        var result = GetLimit(resource, &found);
        limit = found;
        return result;
    }

    private static unsafe int SetLimit(int resource, Limit limit) => SetLimit(resource, &limit);

    /// <summary>struct rlimit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
