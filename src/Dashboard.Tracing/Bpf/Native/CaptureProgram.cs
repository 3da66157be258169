using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>
/// lifecycle-capture, beside this program: it starts the server without privileges, and traces for it. It replaces this
/// process, so that nothing of .NET keeps a privilege. What takes root only once is done here, before.
/// </summary>
public static partial class CaptureProgram
{
    private const string NextPid = "/proc/sys/kernel/ns_last_pid";
    private const int WriteOnly = 1;

    /// <summary>F_DUPFD: a copy that an exec leaves open, with a number above those that the server gets.</summary>
    private const int Duplicate = 0;
    private const int FirstKept = 64;

    public static string Location { get; } = Path.Combine(AppContext.BaseDirectory, "lifecycle-capture");

    /// <summary>Does not return, unless it fails.</summary>
    /// <exception cref="TracingUnavailableException">One sentence: what is missing.</exception>
    public static void Become(CaptureRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Tracer.CheckLibrary();
        var environment = EnvironmentOf(request);
        var start = new CaptureStart
        {
            Options = NativeOptions.Of(request.Options),
            Uid = request.User.Uid,
            Gid = request.User.Gid,
            AllowsEnvironment = request.Environment ? 1u : 0,
            CommandEnd = -1,
        };
        ((Span<int>)start.Given).Fill(-1);
        // The command first: it must not get the descriptors that an exec leaves open.
        if (request.Command is { } line)
        {
            Prepare(line, request.Options, ref start);
            environment[GivenFiles.CommandVariable] = start.Command.ToString(CultureInfo.InvariantCulture);
        }

        using var formats = GivenFiles.Write(request.Formats);
        start.Given[0] = Keep((int)formats.DangerousGetHandle());
        (start.CgroupsV2, start.CgroupsV1) = (Keep(CgroupMount.OfVersion2, LibC.ReadOnly), Keep(CgroupHierarchy.Here?.Mount, LibC.ReadOnly));
        start.Listener = request.Listener is { } listener ? Keep(listener) : -1;
        start.NextPid = request.Lab ? Keep(NextPid, WriteOnly) : -1;
        RemoveDiagnosticFiles();
        _ = Execute(Location, NativeTexts.New([Location, start.Text, .. Server()]), NativeTexts.New(environment.Select(pair => $"{pair.Key}={pair.Value}")));
        var errno = Marshal.GetLastPInvokeError();
        throw new TracingUnavailableException(
            $"{Location} cannot be started ({Errno.NameOf(-errno)}); the server is not separated from the privileges; run make build, and keep it beside the program.",
            errno);
    }

    /// <summary>
    /// The command waits at its gate, with the user, groups, environment, limits and terminal of this process, which is still its parent after
    /// the exec.
    /// </summary>
    private static void Prepare(IReadOnlyList<string> line, BpfSourceOptions options, ref CaptureStart start)
    {
        var command = NativeCommand.Spawn(line);
        Span<int> end = stackalloc int[2];
        if (MakePipe(end, LibC.CloseOnExec) != 0)
        {
            throw new TracingUnavailableException("No pipe could be made for the command; it does not run; raise the limit of open files.");
        }

        start.Options = NativeOptions.Of(options with { Filter = (options.Filter ?? new()) with { Under = command.Pid } });
        (start.Command, start.CommandEnd) = (command.Pid, Keep(end[1]));
        start.Given[GivenFiles.Gate - GivenFiles.Formats] = Keep(command.Gate);
        start.Given[GivenFiles.Report - GivenFiles.Formats] = Keep(command.Report);
        start.Given[GivenFiles.End - GivenFiles.Formats] = Keep(end[0]);
    }

    /// <summary>The command line of this process, again; not published, the program is run by the dotnet command.</summary>
    private static string[] Server()
    {
        var process = Environment.ProcessPath ?? "";
        return [process, .. Environment.GetCommandLineArgs().Skip(Path.GetFileName(process) == "dotnet" ? 0 : 1)];
    }

    private static Dictionary<string, string> EnvironmentOf(CaptureRequest request)
    {
        var all = request.Variables.Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");
        all.Remove("XDG_STATE_HOME");
        all.Remove("STATE_DIRECTORY");
        all[CapturePart.Variable] = GivenFiles.Socket.ToString(CultureInfo.InvariantCulture);
        (all["HOME"], all["USER"], all["LOGNAME"]) = (request.User.Home, request.User.Name, request.User.Name);
        if (!request.User.CalledSudo && (!request.Data || MakeState(request.User)))
        {
            all["STATE_DIRECTORY"] = request.User.State;
        }

        return all;
    }

    /// <summary>Of a system user, who has no home. False when what is there is not that user's.</summary>
    private static bool MakeState(ServerUser user)
    {
        if (MakeDirectory(user.State, Convert.ToUInt32("700", 8)) == 0 && !FileRights.Give(user.State, user))
        {
            Directory.Delete(user.State);
        }

        return LibC.OwnerOf(user.State) == user.Uid;
    }

    private static int Keep(string? path, int flags)
    {
        using var file = path is null ? null : LibC.Open(path, flags | LibC.CloseOnExec);
        return file is { IsInvalid: false } ? Keep((int)file.DangerousGetHandle()) : -1;
    }

    private static int Keep(int descriptor) => Control(descriptor, Duplicate, FirstKept);

    /// <summary>The runtime removes its sockets for debuggers when it ends, and it does not end.</summary>
    private static void RemoveDiagnosticFiles()
    {
        try
        {
            foreach (var pattern in (string[])["dotnet-diagnostic-{0}-*", "clr-debug-pipe-{0}-*"])
            {
                foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), string.Format(CultureInfo.InvariantCulture, pattern, Environment.ProcessId)))
                {
                    File.Delete(file);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // TMPDIR names no directory, or one of others: then there are none.
        }
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, ReadOnlySpan<nint> argv, ReadOnlySpan<nint> environment);

    /// <summary>fcntl(2) takes further arguments as a variadic function does, which on these architectures are passed as others are.</summary>
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int MakePipe(Span<int> ends, int flags);

    [LibraryImport("libc", EntryPoint = "mkdir", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MakeDirectory(string path, uint mode);
}
