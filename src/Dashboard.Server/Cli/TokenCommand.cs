using System.CommandLine;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Security;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Server.Cli;

/// <summary>dashboard token: prints the stored token; with rotate it creates another, which ends all sessions.</summary>
internal static class TokenCommand
{
    private const string Rotate = "rotate";

    public static Command New()
    {
        var (data, file) = (CommandOptions.Data(), CommandOptions.TokenFile());
        data.Recursive = file.Recursive = true;
        var rotate = new Command(Rotate, "Make a new token and print it. A dashboard that runs takes it within a second: sessions end, connections are closed.");
        rotate.SetAction(parsed => Print(AsOwner(PathOf(parsed.GetValue(data), parsed.GetValue(file)), Renew)));
        var command = new Command("token", "Print the token of the dashboard that keeps its data here.") { data, file, rotate };
        command.SetAction(parsed => Print(AsOwner(PathOf(parsed.GetValue(data), parsed.GetValue(file)), Read)));
        return command;
    }

    /// <summary>Alone on a line, for scripts.</summary>
    private static int Print(AccessToken token)
    {
        Console.Out.WriteLine(token.Text);
        return ExitStatuses.Done;
    }

    private static string PathOf(string? data, string? file)
        => Path.GetFullPath(file ?? Path.Combine(
            (data == DataLocation.Off ? null : data) ?? DataLocation.OfServer() ?? throw new CommandException("HOME and XDG_STATE_HOME name no directory: name one with --data"),
            TokenFile.Name));

    /// <summary>As root with the rights of the directory's owner, who runs the server: a new file is then that user's, too, and no link leads further.</summary>
    private static AccessToken AsOwner(string path, Func<string, AccessToken> work)
        => Environment.IsPrivilegedProcess && FileRights.OwnerOf(Path.GetDirectoryName(path)!) is { } owner ? FileRights.As(owner, () => work(path)) : work(path);

    private static AccessToken Read(string path)
    {
        try
        {
            return TokenFile.Read(path).Token;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Failed($"There is no token in {path}", problem);
        }
    }

    /// <summary>Only where a token file exists: a new file in the wrong place would change nothing.</summary>
    private static AccessToken Renew(string path)
    {
        Read(path);
        try
        {
            var token = AccessToken.Random();
            TokenFile.Write(path, token);
            return token;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Failed($"The token in {path} cannot be changed", problem);
        }
    }

    private static CommandException Failed(string what, Exception problem)
        => new($"{what}: {problem.Message.Split('\n')[0].TrimEnd('.')}; it is kept by `dashboard serve`, for the user who runs it");
}
