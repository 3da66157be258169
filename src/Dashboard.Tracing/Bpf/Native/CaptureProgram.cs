using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Tracing.Cgroups;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>
/// lifecycle-capture, beside this program: it starts the server without privileges, and traces for it. It replaces this
/// process, so that nothing of .NET keeps a privilege.
/// </summary>
public static partial class CaptureProgram
{
    private const string Name = "lifecycle-capture";

    /// <summary>Does not return, unless it fails.</summary>
    /// <param name="environment">Whether the server may read environments.</param>
    /// <param name="lab">Whether the server may choose the next pid.</param>
    /// <param name="data">Whether the server needs a directory for its data, where its user has no home.</param>
    /// <exception cref="TracingUnavailableException">One sentence: what is missing.</exception>
    public static void Become(BpfSourceOptions options, bool environment, bool lab, bool data)
    {
        Tracer.CheckLibrary();
        var native = NativeOptions.Of(options);
        var bytes = MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in native, 1));
        var program = Path.Combine(AppContext.BaseDirectory, Name);
        string[] all =
        [
            program, Convert.ToHexStringLower(bytes), (environment ? "e" : "") + (lab ? "l" : "") + (data ? "d" : ""), CgroupHierarchy.Here?.Mount ?? "", .. Server(),
        ];
        RemoveDiagnosticFiles();
        var argv = new nint[all.Length + 1];
        for (var i = 0; i < all.Length; i++)
        {
            argv[i] = Marshal.StringToCoTaskMemUTF8(all[i]);
        }

        _ = Exec(program, argv);
        var errno = Marshal.GetLastPInvokeError();
        throw new TracingUnavailableException(
            $"{program} cannot be started ({Errno.NameOf(errno)}); the server is not separated from the privileges; run make build, and keep it beside the program.",
            errno);
    }

    /// <summary>The command line of this process, again; not published, the program is run by the dotnet command.</summary>
    private static string[] Server()
    {
        var process = Environment.ProcessPath ?? "";
        return [process, .. Environment.GetCommandLineArgs().Skip(Path.GetFileName(process) == "dotnet" ? 0 : 1)];
    }

    /// <summary>The runtime removes its sockets for debuggers when it ends, and it does not end.</summary>
    private static void RemoveDiagnosticFiles()
    {
        foreach (var pattern in (string[])["dotnet-diagnostic-{0}-*", "clr-debug-pipe-{0}-*"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), string.Format(CultureInfo.InvariantCulture, pattern, Environment.ProcessId)))
            {
                File.Delete(file);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Exec(string path, ReadOnlySpan<nint> argv);
}
