using System.CommandLine;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dashboard.Core.Feeds;
using Dashboard.Server.Hosting;
using Dashboard.Server.Hosting.Memory;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Server.Cli;

/// <summary>dashboard serve: the web server, on the live machine or on a recording.</summary>
internal static class ServeCommand
{
    public static Command New()
    {
        var replay = CommandOptions.Replay();
        var ringSize = CommandOptions.RingSize();
        var allowLab = CommandOptions.AllowLab();
        var environment = CommandOptions.Environment();
        var command = new Command("serve", "Trace this machine and show it in the browser (the default).") { CommandOptions.Config(), replay, ringSize, allowLab, environment };
        var split = SplitOption.AddTo(command);
        var captureSocket = CaptureSocket.Option(CaptureSocket.Name, "Take the probes of a privileged part that was started before, by dashboard capture, and reads on where the server before has ended.");
        command.Add(captureSocket);
        var settings = WebOptions.AddTo(command, keepsUsually: true);
        var filter = KernelFilterOptions.AddTo(command);
        var identityProvider = IdentityProviderOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var (allowsLab, showsEnvironment) = (parsed.GetValue(allowLab), parsed.GetValue(environment));
            split.Separate(parsed, new SplitPlan
            {
                Recording = parsed.GetValue(replay),
                RingBytes = parsed.GetValue(ringSize),
                Filter = filter(parsed),
                Environment = showsEnvironment,
                Lab = allowsLab,
                Data = parsed.GetValue<string?>("--data") is null,
                Urls = WebOptions.Urls(parsed),
                CaptureSocket = parsed.GetValue(captureSocket),
            });
            // Before the settings open the data directory: a refused command line creates no files.
            var provider = identityProvider(parsed);
            return RunAsync(settings(parsed) with { AllowLab = allowsLab, ShowsEnvironment = showsEnvironment, IdentityProvider = provider }, parsed.GetValue(replay), parsed.GetValue(ringSize), filter(parsed));
        });
        return command;
    }

    public static async Task<int> RunAsync(ServeSettings settings, string? recording, int? ringBytes, KernelFilter? filter)
    {
        using var data = settings.Data;
        using var log = settings.AccessLog;
        if (recording is not null)
        {
            CaptureSources.RefuseKernelFilter(filter);
            CaptureSources.RefuseEnvironment(settings.ShowsEnvironment);
        }

        var plan = MemoryPlan.MakeAndApply(settings.MemoryBytes, recording is null ? ringBytes ?? BpfSourceOptions.DefaultRingBytes : 0);
        plan.WarnIfTight(Warn);
        await using var source = recording is null
            ? CaptureSources.LiveOrDemo(ringBytes, filter, plan.Queue, settings.Redaction, Warn)
            : CaptureSources.Replay(recording, settings.Redaction, Warn);
        var capture = source.NewCapture(plan, settings.ShowsEnvironment, settings.Redaction);
        await using var app = DashboardHost.Build(settings, source.Feed, capture);
        await StartAsync(app, settings);
        Announcement.Print(Console.Out, Console.Error, app.Urls, settings.Token.Current, capture);
        var progress = ReadingProgress.FollowAsync(capture, Console.Error, TimeProvider.System, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync();
        await progress;
        return CapturePart.IsShared && capture.HasFailed ? ExitStatuses.Failed : ExitStatuses.Done;
    }

    public static async Task StartAsync(WebApplication app, ServeSettings settings)
    {
        // Kestrel would listen there instead of on --urls, without the check for open network addresses.
        if (app.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            throw new CommandException(
                "The server listens on --urls only: take Kestrel__Endpoints out of the environment, and name its addresses with --urls", ExitStatuses.WrongUsage);
        }

        try
        {
            await app.StartAsync();
        }
        catch (Exception problem) when (problem is IOException or InvalidOperationException or SocketException or CryptographicException)
        {
            throw new CommandException(Listening.Explain(problem, settings.Urls));
        }
    }

    private static void Warn(string sentence) => Console.Error.WriteLine($"dashboard: {sentence}");
}
