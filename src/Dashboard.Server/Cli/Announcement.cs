using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Server.Ingest;
using Dashboard.Server.Security;
using Dashboard.Tracing.Host;

namespace Dashboard.Server.Cli;

/// <summary>What `serve` prints once it listens.</summary>
internal static class Announcement
{
    /// <summary>The address alone on the first line of stdout, for scripts; then the source of the events.</summary>
    /// <param name="output">stdout, unless a traced command uses it.</param>
    public static void Print(TextWriter output, TextWriter errors, ICollection<string> urls, AccessToken token, Capture capture)
    {
        try
        {
            output.WriteLine($"Dashboard: {Address(urls.First(), token)}");
            output.WriteLine($"Source: {Describe(capture.Status())}");
            output.Flush();
        }
        catch (IOException problem)
        {
            errors.WriteLine($"dashboard: The address cannot be printed ({problem.Message.Split('\n')[0].TrimEnd('.')}); the server listens at {urls.First()}, and `dashboard token` prints a token that is kept.");
        }

        PrintMissing(errors, capture.Status());
        if (capture.Status().Source == FeedSource.Bpf && Separation.Obstacle != SplitOption.Off && Separation.Sentence is { } sentence)
        {
            errors.WriteLine($"dashboard: {sentence}");
        }

        if (capture.Notice is { } notice)
        {
            // If the capture has failed by now, its events up to the failure are shown instead of the demo.
            var instead = capture.HasFailed ? "" : " The bundled demo recording is shown instead.";
            errors.WriteLine($"dashboard: {notice.Problem} {notice.Fix}{instead}");
        }

        if (urls.FirstOrDefault(NetworkAddress.IsOpenAndPlain) is { } open)
        {
            errors.WriteLine($"dashboard: {open} is reachable from other machines without encryption: the token can be read on its way.");
        }
    }

    /// <summary>One line when probes that this machine should have are not attached; otherwise nothing.</summary>
    public static void PrintMissing(TextWriter errors, FeedStatus status)
    {
        var missing = status.Probes.Where(p => p is { Attached: false, Needed: true }).ToList();
        if (missing.Count > 0)
        {
            var others = missing.Count > 1 ? " dashboard doctor names the others." : "";
            errors.WriteLine($"dashboard: {missing.Count} of {status.Probes.Count(p => p.Needed)} probes are not attached, and their events are missing. {missing[0].Reason}{others}");
        }
    }

    private static string Address(string url, AccessToken token)
    {
        var address = BindingAddress.Parse(url);
        var host = address.Host switch
        {
            "*" or "+" or "0.0.0.0" or "[::]" => "127.0.0.1",
            var given => given,
        };
        return $"{address.Scheme}://{host}:{address.Port}{LoginEndpoints.Path}?{LoginEndpoints.TokenField}={Uri.EscapeDataString(token.Text)}";
    }

    private static string Describe(FeedStatus status)
        => status.Source == FeedSource.Replay
            ? $"recording \"{KernelText.Display(status.RecordingName ?? "")}\""
            : $"this machine, kernel {status.Kernel}, {status.Probes.Count(p => p.Attached)} of {status.Probes.Count(p => p.Needed)} tracepoints{(status.Filter is { } filter ? $", kernel filter: {string.Join(", ", filter.Terms)}" : "")}";
}
