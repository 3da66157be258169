using Dashboard.Core.Feeds;
using Dashboard.Core.Redaction;
using Dashboard.Server.Cli;
using Dashboard.Tracing.Privileges;
using Dashboard.Tracing.Replay;

namespace Dashboard.Server.Hosting;

/// <summary>Opens the source of events.</summary>
internal static class CaptureSources
{
    /// <summary>Lies next to the executable.</summary>
    private const string DemoRecording = "demo.ndjson.gz";

    /// <summary>Opens a recording.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static CaptureSource Replay(string path, RedactionRules redaction, Action<string> warn)
    {
        try
        {
            return new CaptureSource(ReplayFeed.Open(path, warn, redaction), null);
        }
        catch (RecordingException problem)
        {
            throw new CommandException(problem.Message);
        }
    }

    /// <summary>A kernel filter cannot apply to a recording.</summary>
    /// <exception cref="CommandException">A filter is set.</exception>
    public static void RefuseKernelFilter(KernelFilter? filter)
    {
        if (filter is not null)
        {
            throw new CommandException("The --only options filter in the kernel, and a recording has none: use the filter box or --filter", ExitStatuses.WrongUsage);
        }
    }

    /// <summary>The processes of a recording do not run on this machine, so their environment cannot be read.</summary>
    /// <exception cref="CommandException">Environments are requested.</exception>
    public static void RefuseEnvironment(bool isAsked)
    {
        if (isAsked)
        {
            throw new CommandException("--environment shows running processes, and a recording has none", ExitStatuses.WrongUsage);
        }
    }

    /// <summary>The kernel of this machine, or the bundled recording with a notice that gives the reason.</summary>
    /// <exception cref="CommandException">Neither can be opened.</exception>
    public static CaptureSource LiveOrDemo(int? ringBytes, KernelFilter? filter, long queueBytes, RedactionRules redaction, Action<string> warn)
    {
        CaptureNotice notice;
        try
        {
            return new CaptureSource(LiveFeed.Open(ringBytes, filter, queueBytes, redaction), null);
        }
        catch (LiveFeedException problem)
        {
            // Who names a privileged part wants this machine, and no recording.
            notice = CapturePart.IsShared ? throw new CommandException(problem.Message) : problem.Notice;
        }

        try
        {
            return new CaptureSource(ReplayFeed.Open(Path.Combine(AppContext.BaseDirectory, DemoRecording), warn, redaction), notice);
        }
        catch (RecordingException missing)
        {
            throw new CommandException(
                $"{notice.Problem} {notice.Fix} The demo recording cannot be shown instead: {missing.Message}");
        }
    }
}
