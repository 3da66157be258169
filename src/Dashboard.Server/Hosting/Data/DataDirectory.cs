using System.Security.Cryptography;
using Dashboard.Server.Cli;

namespace Dashboard.Server.Hosting.Data;

/// <summary>
/// Data that survives a restart: instance id, token, sessions, keys. Locked by one instance at a time. When it cannot be
/// locked or written, the dashboard continues in memory and reports that once.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockName = "lock";
    private const string InstanceName = "instance";
    private const int InstanceBytes = 4;

    // errno values: locked by another process, no space, read-only, over quota.
    private const int Eagain = 11;
    private const int Enospc = 28;
    private const int Erofs = 30;
    private const int Edquot = 122;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Action<string> _warn;

    /// <summary>Open while this instance uses the directory; the kernel releases the lock however the program ends.</summary>
    private readonly FileStream? _lock;

    private int _warned;

    private DataDirectory(string? path, FileStream? @lock, Action<string> warn)
    {
        (Path, _lock, _warn) = (path, @lock, warn);
        InstanceId = TryRead(InstanceName) is { } kept && IsInstanceId(kept.Trim()) ? kept.Trim() : NewInstanceId();
    }

    /// <summary>Null when no data is kept.</summary>
    public string? Path { get; }

    /// <summary>Eight hexadecimal digits; unchanged by a restart when data is kept.</summary>
    public string InstanceId { get; }

    /// <summary>An instance that keeps no data.</summary>
    public static DataDirectory None() => new(null, null, _ => { });

    /// <param name="given">Value of the command line; null when not set.</param>
    /// <param name="keepsUsually">True to keep data in the default directory when the command line does not set one.</param>
    /// <param name="warn">Receives one sentence when data should be kept and cannot be.</param>
    /// <param name="usual">Replaces the default directory in tests.</param>
    /// <exception cref="CommandException">The requested directory cannot be used.</exception>
    public static DataDirectory Open(string? given, bool keepsUsually, Action<string> warn, string? usual = null)
    {
        if (given == DataLocation.Off || (given is null && !keepsUsually))
        {
            return None();
        }

        if ((given is null ? usual ?? DataLocation.Usual() : System.IO.Path.GetFullPath(given)) is not { } path)
        {
            warn("Nothing is kept, because HOME and XDG_STATE_HOME name no directory: name one with --data, or choose --data off.");
            return None();
        }

        try
        {
            Make(path, mayBeOpen: given is null);
            var file = PrivateFile.Options(FileMode.OpenOrCreate, FileShare.None);
            return new DataDirectory(path, new FileStream(System.IO.Path.Combine(path, LockName), file), warn);
        }
        catch (IOException problem) when (problem.HResult == Eagain)
        {
            return given is null
                ? Without($"Another dashboard has the directory {path}, so this one keeps nothing: name another with --data, or choose --data off.")
                : throw new CommandException($"Another dashboard has the directory {path}: stop it, or name another with --data");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return given is null || problem.HResult is Enospc or Erofs or Edquot
                ? Without($"Nothing is kept, because the directory {path} cannot be used: {Reason(problem)}; name another with --data, or choose --data off.")
                : throw new CommandException($"The directory {path} cannot be used: {Reason(problem)}; name another with --data");
        }

        DataDirectory Without(string sentence)
        {
            warn(sentence);
            return None();
        }
    }

    /// <summary>Whether a dashboard that runs has this directory.</summary>
    public static bool IsInUse(string path)
    {
        try
        {
            // Takes a shared lock, for a moment.
            using var file = new FileStream(System.IO.Path.Combine(path, LockName), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException problem)
        {
            return problem.HResult == Eagain;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    public string? TryRead(string name)
    {
        try
        {
            return Path is null ? null : File.ReadAllText(System.IO.Path.Combine(Path, name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Report(problem);
            return null;
        }
    }

    /// <summary>False when the file cannot be written; reports the first failure.</summary>
    public bool TryWrite(string name, string text)
        => Path is not null && TryChange(() => PrivateFile.Write(System.IO.Path.Combine(Path, name), text));

    /// <summary>The same for an action that writes by itself.</summary>
    public bool TryChange(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Report(problem);
            return false;
        }
    }

    /// <summary>Creates a folder that only its owner can access.</summary>
    public DirectoryInfo? TryMakeFolder(string name)
    {
        var path = Path is null ? null : System.IO.Path.Combine(Path, name);
        return path is not null && TryChange(() => Create(path)) ? new DirectoryInfo(path) : null;
    }

    public void Dispose() => _lock?.Dispose();

    private static bool IsInstanceId(string text) => text.Length == 2 * InstanceBytes && text.All(char.IsAsciiHexDigitLower);

    private static string Reason(Exception problem) => problem.Message.Split('\n')[0].TrimEnd('.');

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    /// <summary>
    /// Closes the default directory or an empty one to other users. The permissions of any other directory stay: it may be
    /// /tmp.
    /// </summary>
    private static void Make(string path, bool mayBeOpen)
    {
        Create(path);
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~OwnerOnly) == 0)
        {
            return;
        }

        if (!mayBeOpen && Directory.EnumerateFileSystemEntries(path).Any(entry => System.IO.Path.GetFileName(entry) is not LockName)
            && !File.Exists(System.IO.Path.Combine(path, InstanceName)))
        {
            throw new CommandException($"The directory {path} is open to other users and holds other files: name another with --data, or close it with `chmod 700`");
        }

        File.SetUnixFileMode(path, OwnerOnly);
    }

    private string NewInstanceId()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(InstanceBytes));
        TryWrite(InstanceName, id + "\n");
        return id;
    }

    private void Report(Exception problem)
    {
        if (Interlocked.Exchange(ref _warned, 1) == 0)
        {
            _warn($"The directory {Path} cannot be written: {Reason(problem)}. The dashboard goes on; what it learns from now on ends with it.");
        }
    }
}
