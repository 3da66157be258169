using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Redaction;
using Dashboard.Server.Hosting.Data;
using Dashboard.Tracing.Replay;

namespace Dashboard.Server.Cli;

/// <summary>dashboard redact IN OUT: a recording without its secrets, to be passed on.</summary>
internal static class RedactCommand
{
    /// <summary>More than there are in this program; a recording may name any.</summary>
    private const int MaxNamed = 60;

    public static Command New()
    {
        var from = new Argument<string>("IN") { Description = "A recording: NDJSON, gzip or plain." };
        var to = new Argument<string>("OUT") { Description = "The new recording; gzip where the name ends with .gz. It must not exist." };
        var command = new Command("redact", "Write a recording without passwords, tokens and keys, to pass it on.") { from, to };
        var rules = RedactionOptions.AddTo(command, withOff: false);
        command.SetAction(parsed => RunAsync(parsed.GetValue(from)!, parsed.GetValue(to)!, rules(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(string from, string to, RedactionRules rules)
    {
        try
        {
            await using var feed = ReplayFeed.Open(from, Warn, rules);
            var created = false;
            try
            {
                await using var file = new FileStream(to, PrivateFile.Options(FileMode.CreateNew));
                created = true;
                await using Stream output = to.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : new BufferedStream(file);
                Console.Out.WriteLine(Write(feed, output));
            }
            catch when (created)
            {
                // Half a recording looks like a whole one.
                File.Delete(to);
                throw;
            }

            return ExitStatuses.Done;
        }
        catch (RecordingException problem)
        {
            throw new CommandException(problem.Message);
        }
        catch (IOException) when (File.Exists(to))
        {
            throw new CommandException($"{KernelText.Display(to)} exists: name a file that does not, so that nothing is overwritten", ExitStatuses.WrongUsage);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"{KernelText.Display(to)} cannot be written: {problem.Message.Split('\n')[0].TrimEnd('.')}");
        }
    }

    /// <summary>Returns what was found, in a sentence.</summary>
    private static string Write(ReplayFeed feed, Stream output)
    {
        output.Write(JsonSerializer.SerializeToUtf8Bytes(new { recording = HeaderOf(feed.Status) }, EventJson.Options));
        output.WriteByte((byte)'\n');
        var (events, redacted) = (0L, 0L);
        var rules = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var e in feed.ReadBatches(CancellationToken.None).SelectMany(batch => batch))
        {
            output.Write(EventJson.Write(e));
            output.WriteByte((byte)'\n');
            events++;
            if (((e as ExecExitEvent)?.Redacted ?? (e as SnapshotEvent)?.Redacted) is { } found)
            {
                redacted++;
                rules.UnionWith(found);
            }
        }

        var what = rules.Count == 0 ? "" : $" ({string.Join(", ", rules.Take(MaxNamed).Select(KernelText.Display))})";
        return $"{events.ToString("N0", CultureInfo.InvariantCulture)} events, {redacted.ToString("N0", CultureInfo.InvariantCulture)} with secrets that were redacted{what}.";
    }

    private static RecordingHeader HeaderOf(FeedStatus status) => new()
    {
        Kernel = status.Kernel,
        BootId = status.BootId,
        PidMax = status.PidMax,
        AttachedAt = status.AttachedAt,
        BootEpochUnixNs = status.BootEpochUnixNs,
        Name = status.RecordingName,
    };

    private static void Warn(string sentence) => Console.Error.WriteLine($"dashboard: {sentence}");
}
