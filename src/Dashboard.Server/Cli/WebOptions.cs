using System.CommandLine;
using Dashboard.Core.Redaction;
using Dashboard.Server.Hosting;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Security;

namespace Dashboard.Server.Cli;

/// <summary>The options of the verbs that start a web server.</summary>
internal sealed class WebOptions
{
    private readonly Option<IReadOnlyList<string>> _urls = CommandOptions.Urls();
    private readonly Option<string?> _token = CommandOptions.Token();
    private readonly Option<string?> _tokenFile = CommandOptions.TokenFile();
    private readonly Option<string?> _data = CommandOptions.Data();
    private readonly Option<long?> _memory = CommandOptions.Memory();
    private readonly Option<string?> _accessLog = CommandOptions.AccessLog();

    private readonly Option<bool> _insecure = new("--allow-insecure-http")
    {
        Description = "Listen on a network address without TLS, where the token can be read on its way.",
    };

    private readonly bool _keepsUsually;
    private Func<ParseResult, RedactionRules> _redaction = _ => RedactionRules.Default;

    private WebOptions(bool keepsUsually) => _keepsUsually = keepsUsually;

    /// <summary>Adds the options to a command and returns their reader, which also opens the data directory.</summary>
    /// <param name="keepsUsually">True for a verb that keeps data when --data is not set.</param>
    public static Func<ParseResult, ServeSettings> AddTo(Command command, bool keepsUsually)
    {
        var options = new WebOptions(keepsUsually);
        foreach (var option in (Option[])[options._urls, options._token, options._tokenFile, options._data, options._memory, options._accessLog, options._insecure])
        {
            command.Add(option);
        }

        options._redaction = RedactionOptions.AddTo(command);
        return options.Read;
    }

    /// <summary>Where the web server of a verb listens.</summary>
    public static IReadOnlyList<string> Urls(ParseResult parsed) => parsed.GetValue<IReadOnlyList<string>>("--urls")!;

    private ServeSettings Read(ParseResult parsed)
    {
        var urls = Urls(parsed);
        if (!parsed.GetValue(_insecure) && urls.FirstOrDefault(NetworkAddress.IsOpenAndPlain) is { } open)
        {
            throw new CommandException(
                $"{open} can be reached over the network, and http would send the token unencrypted: use https, a loopback address, or --allow-insecure-http",
                ExitStatuses.WrongUsage);
        }

        var redaction = _redaction(parsed);
        var source = new TokenSource(parsed.GetValue(_token), parsed.GetValue(_tokenFile));
        var token = source.Given(Warn);
        var log = OpenAccessLog(parsed.GetValue(_accessLog));
        // Last, so that a refused command line creates no files.
        var data = DataDirectory.Open(parsed.GetValue(_data), _keepsUsually, Warn);
        return new ServeSettings { Urls = urls, Token = token ?? TokenSource.Kept(data), Data = data, AccessLog = log, MemoryBytes = parsed.GetValue(_memory), Redaction = redaction };
    }

    private static AccessLog? OpenAccessLog(string? path)
    {
        try
        {
            return path is null ? null : new AccessLog(Path.GetFullPath(path), TimeProvider.System, Warn);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The access log {path} cannot be written: {problem.Message.Split('\n')[0].TrimEnd('.')}; name another file with --access-log");
        }
    }

    private static void Warn(string sentence) => Console.Error.WriteLine($"dashboard: {sentence}");
}
