using System.CommandLine;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dashboard.Core.Feeds;
using Dashboard.Server.Hosting;
using Dashboard.Server.Security;
using Dashboard.Tracing.Doctor;

namespace Dashboard.Server.Cli;

/// <summary>dashboard serve: the web server, on the live machine or on a recording.</summary>
internal static class ServeCommand
{
    public static Command New()
    {
        var replay = CommandOptions.Replay();
        var ringSize = CommandOptions.RingSize();
        var allowLab = CommandOptions.AllowLab();
        var command = new Command("serve", "Trace this machine and show it in the browser (the default).") { replay, ringSize, allowLab };
        var settings = SettingsOf(command);
        var filter = KernelFilterOptions.AddTo(command);
        command.SetAction(parsed => RunAsync(
            settings(parsed) with { AllowLab = parsed.GetValue(allowLab) }, parsed.GetValue(replay), parsed.GetValue(ringSize), filter(parsed)));
        return command;
    }

    /// <summary>Adds the options of the web server to a command; the answer reads them.</summary>
    public static Func<ParseResult, ServeSettings> SettingsOf(Command command)
    {
        var urls = CommandOptions.Urls();
        var token = CommandOptions.Token();
        var data = CommandOptions.Data();
        command.Add(urls);
        command.Add(token);
        command.Add(data);
        return parsed => new ServeSettings
        {
            Urls = parsed.GetValue(urls)!,
            Token = parsed.GetValue(token) is { } text ? new AccessToken(text) : AccessToken.Random(),
            DataDirectory = parsed.GetValue(data),
        };
    }

    public static async Task<int> RunAsync(ServeSettings settings, string? recording, int? ringBytes, KernelFilter? filter)
    {
        if (recording is not null)
        {
            CaptureSources.RefuseKernelFilter(filter);
        }

        await using var source = recording is null
            ? CaptureSources.LiveOrDemo(ringBytes, filter, Warn)
            : CaptureSources.Replay(recording, Warn);
        var capture = source.NewCapture();
        await using var app = Build(settings, source, capture);
        await StartAsync(app, settings);
        Announcement.Print(Console.Out, Console.Error, app.Urls, settings.Token, capture);
        var progress = ReadingProgress.FollowAsync(capture, Console.Error, TimeProvider.System, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync();
        await progress;
        return ExitStatuses.Done;
    }

    public static async Task StartAsync(WebApplication app, ServeSettings settings)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception problem) when (problem is IOException or InvalidOperationException or SocketException or CryptographicException)
        {
            throw new CommandException(Listening.Explain(problem, settings.Urls));
        }
    }

    public static WebApplication Build(ServeSettings settings, CaptureSource source, Capture capture)
    {
        // A full disk is found out otherwise by the first page, which cannot keep its keys.
        if (settings.DataDirectory is { } data && ProcessLimitChecks.Disk(data) is { State: CheckState.Fail } full)
        {
            throw new CommandException($"{full.Cause} {full.Fix}");
        }

        try
        {
            return DashboardHost.Build(settings, source.Feed, capture);
        }
        catch (Exception problem) when (settings.DataDirectory is not null && problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The directory {settings.DataDirectory} cannot be used: {problem.Message.TrimEnd('.')}; choose another with --data");
        }
    }

    private static void Warn(string sentence) => Console.Error.WriteLine($"dashboard: {sentence}");
}
