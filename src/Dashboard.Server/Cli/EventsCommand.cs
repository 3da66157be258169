using System.CommandLine;
using System.Runtime.InteropServices;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Redaction;
using Dashboard.Server.Cli.Printing;
using Dashboard.Server.Hosting;
using Dashboard.Server.Hosting.Memory;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Server.Cli;

/// <summary>dashboard events: live events on stdout, without a web server.</summary>
internal static class EventsCommand
{
    public static Command New()
    {
        var filter = CommandOptions.FilterOption();
        var format = CommandOptions.Format();
        var raw = CommandOptions.Raw();
        var duration = CommandOptions.Duration();
        var replay = CommandOptions.Replay();
        var ringSize = CommandOptions.RingSize();
        var command = new Command("events", "Print events as they happen, until it is stopped.") { filter, format, raw, duration, replay, ringSize };
        var redaction = RedactionOptions.AddTo(command);
        var kernelFilter = KernelFilterOptions.AddTo(command);
        var split = SplitOption.AddTo(command);
        command.SetAction(parsed =>
        {
            split.Separate(parsed, new SplitPlan { Recording = parsed.GetValue(replay), RingBytes = parsed.GetValue(ringSize), Filter = kernelFilter(parsed) });
            return RunAsync(
                parsed.GetValue(filter)!, EventFormats.New(parsed.GetValue(format)!, parsed.GetValue(raw)), parsed.GetValue(duration), parsed.GetValue(replay), parsed.GetValue(ringSize), kernelFilter(parsed), redaction(parsed));
        });
        return command;
    }

    private static async Task<int> RunAsync(Filter filter, IEventFormat format, TimeSpan? duration, string? recording, int? ringBytes, KernelFilter? kernelFilter, RedactionRules redaction)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        var plan = recording is null
            ? MemoryPlan.MakeAndApply(null, ringBytes ?? BpfSourceOptions.DefaultRingBytes, EventPrinter.Limits.MemoryBytes, MemoryPlan.LaterWithoutPages)
            : null;
        await using var source = Open(recording, ringBytes, kernelFilter, plan?.Queue, redaction);
        plan?.WarnIfTight(Warn);
        Announcement.PrintMissing(Console.Error, source.Feed.Status);
        if (duration is { } time)
        {
            stop.CancelAfter(time);
        }

        await using var output = new StandardOutput();
        var limits = plan is null ? EventPrinter.Limits : EventPrinter.Limits with { MemoryBytes = plan.Budget };
        await new EventPrinter(source, filter, format, output.TryWrite, Warn, limits).RunAsync(stop.Token);
        return ExitStatuses.Done;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static CaptureSource Open(string? recording, int? ringBytes, KernelFilter? kernelFilter, long? queueBytes, RedactionRules redaction)
    {
        if (recording is not null)
        {
            CaptureSources.RefuseKernelFilter(kernelFilter);
            return CaptureSources.Replay(recording, redaction, Warn);
        }

        try
        {
            return new CaptureSource(LiveFeed.Open(ringBytes, kernelFilter, queueBytes, redaction), null);
        }
        catch (LiveFeedException problem)
        {
            throw new CommandException(problem.Message);
        }
    }
    private static void Warn(string sentence) => Console.Error.WriteLine($"dashboard: {sentence}");
}
