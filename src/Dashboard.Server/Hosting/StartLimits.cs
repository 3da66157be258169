using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Server.Hosting;

/// <summary>
/// Runs first, and checks the limits of file descriptors and address space. If they are too low, .NET later fails to open
/// a file or create a thread, with an exception that names an assembly or a type. So this class uses only the runtime.
/// </summary>
internal static class StartLimits
{
    /// <summary>Measured: an idle server has 344 open, mostly assemblies; each page and connection needs one or two.</summary>
    public const ulong MinOpenFiles = 512;

    /// <summary>
    /// Measured: below 2.2 GiB the server ends with an exception, because the runtime reserves much address space. Below
    /// 1 GiB the runtime does not start, so this check does not run.
    /// </summary>
    public const ulong MinAddressSpace = 3UL << 30;

    /// <summary>The soft limit that is set if the hard limit allows it.</summary>
    private const ulong WantedFiles = 4096;

    /// <summary>The command of "run" inherits it, so it is no higher than needed.</summary>
    private const ulong WantedSpace = 4UL << 30;

    /// <summary>RLIMIT_NOFILE and RLIMIT_AS, getrlimit(2).</summary>
    private const int OpenFiles = 7;
    private const int AddressSpace = 9;

    private const int StandardError = 2;

    /// <summary>False when the limits are too low; the reason is then on stderr.</summary>
    public static bool Ensure(string[] args)
    {
        var enoughFiles = Raise(OpenFiles, MinOpenFiles, WantedFiles, out var files);
        var enoughSpace = Raise(AddressSpace, MinAddressSpace, WantedSpace, out var space);

        // The doctor needs less, and reports the limits as two of its checks.
        if ((enoughFiles && enoughSpace) || (args.Length > 0 && args[0] == "doctor"))
        {
            return true;
        }

        if (!enoughFiles)
        {
            SayFiles(files);
        }
        else
        {
            SaySpace(space);
        }

        return false;
    }

    /// <summary>True when a limit is high enough, or could be raised.</summary>
    /// <param name="max">The hard limit, up to which a process without privileges can raise it.</param>
    private static bool Raise(int resource, ulong min, ulong wanted, out ulong max)
    {
        max = 0;
        // The runtime has already raised the soft limit of files to the hard one; CAP_SYS_RESOURCE may raise that, too.
        if (GetLimit(resource, out var limit) != 0 || limit.Soft >= min)
        {
            return true;
        }

        max = limit.Hard;
        var raised = new Limit { Soft = wanted, Hard = limit.Hard > wanted ? limit.Hard : wanted };
        if (SetLimit(resource, raised) == 0)
        {
            return true;
        }

        raised = new Limit { Soft = limit.Hard, Hard = limit.Hard };
        return limit.Hard >= min && SetLimit(resource, raised) == 0;
    }

    /// <summary>Without System.Console and formatting: their assemblies may not be loadable any more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SayFiles(ulong hard)
    {
        Write("dashboard: This process may open only "u8);
        Write(hard);
        Write(" files, and it needs 512: raise the limit, for example with ulimit -n 4096 in the shell that starts it, as a user who may.\n"u8);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SaySpace(ulong hard)
    {
        Write("dashboard: This process may have only "u8);
        Write(hard >> 20);
        Write(" MiB of address space, and it needs 3072: raise the limit, for example with ulimit -v unlimited in the shell that starts it, as a user who may; to limit memory use a cgroup.\n"u8);
    }

    private static unsafe void Write(ulong number)
    {
        var digits = stackalloc byte[24];
        var at = 24;
        for (; at == 24 || number > 0; number /= 10)
        {
            digits[--at] = (byte)('0' + number % 10);
        }

        _ = WriteBytes(StandardError, digits + at, 24 - at);
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
