using System.Runtime.InteropServices;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Security;

namespace Dashboard.Server.Cli;

/// <summary>The source of the token: --token, --token-file, DASHBOARD_TOKEN, the data directory, or a random one.</summary>
/// <param name="given">Value of --token.</param>
/// <param name="file">Value of --token-file.</param>
internal sealed class TokenSource(string? given, string? file)
{
    public const string Variable = "DASHBOARD_TOKEN";

    /// <summary>The configured token; null when there is none.</summary>
    /// <param name="warn">Receives one sentence when other users can read the token.</param>
    /// <exception cref="CommandException">The sources contradict each other, or the value is not a valid token.</exception>
    public TokenKeeper? Given(Action<string> warn)
    {
        if (given is not null && file is not null)
        {
            throw new CommandException("--token and --token-file both give a token: choose one", ExitStatuses.WrongUsage);
        }

        if (given is not null)
        {
            warn($"Every user of this machine can read --token in /proc: give the token by --token-file or {Variable}.");
            return new TokenKeeper(new AccessToken(given));
        }

        return file is not null ? OpenFile(Path.GetFullPath(file), warn) : FromEnvironment();
    }

    private static TokenKeeper OpenFile(string path, Action<string> warn)
    {
        try
        {
            var (token, canChange) = TokenFile.Read(path);
            if (canChange && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            {
                warn($"Every user of this machine can read or write the token file {path}: close it with `chmod 600`.");
            }

            return new TokenKeeper(token, canChange ? path : null);
        }
        catch (InvalidDataException problem)
        {
            throw new CommandException($"The token file {path} cannot be used: {problem.Message}", ExitStatuses.WrongUsage);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The token file {path} cannot be read: {problem.Message.Split('\n')[0].TrimEnd('.')}");
        }
    }

    /// <summary>.NET's own method changes a managed copy of the environment, which child processes started by the C library do not see.</summary>
    [DllImport("libc", EntryPoint = "unsetenv", CharSet = CharSet.Ansi)]
    private static extern int Unset(string name);

    /// <summary>Takes it out of this process's environment.</summary>
    public static void HideVariable()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _ = Unset(Variable);
    }

    private static TokenKeeper? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            return null;
        }

        // The command of `run` and the experiments inherit the environment, and must not get the token.
        HideVariable();
        return AccessToken.ProblemOf(text) is { } problem
            ? throw new CommandException($"{Variable} {problem}", ExitStatuses.WrongUsage)
            : new TokenKeeper(new AccessToken(text));
    }

    /// <summary>The token persists with the data directory. An invalid file is replaced.</summary>
    public static TokenKeeper Kept(DataDirectory data)
    {
        if (data.Path is null)
        {
            return new TokenKeeper(AccessToken.Random());
        }

        var path = Path.Combine(data.Path, TokenFile.Name);
        if (data.TryRead(TokenFile.Name)?.Trim() is { } text && AccessToken.ProblemOf(text) is null)
        {
            return new TokenKeeper(new AccessToken(text), path);
        }

        var token = AccessToken.Random();
        return new TokenKeeper(token, data.TryWrite(TokenFile.Name, token.Text + "\n") ? path : null);
    }
}
