using System.Globalization;
using Dashboard.Core.Feeds;

namespace Dashboard.Server.Cli;

/// <summary>Prints on stderr how much of a recording has been read, once that takes more than a second.</summary>
internal static class ReadingProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task FollowAsync(Capture capture, TextWriter output, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var (isLate, reported) = (false, false);
        try
        {
            while (capture.Status() is { Progress: { } progress, Ended: false } && !capture.HasFailed)
            {
                if (isLate)
                {
                    reported = true;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dashboard: reading the recording: {(int)(progress * 100)} %"));
                }

                isLate = true;
                if (!await timer.WaitForNextTickAsync(stop))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (reported && !capture.HasFailed)
        {
            output.WriteLine("dashboard: the recording has been read.");
        }
    }
}
