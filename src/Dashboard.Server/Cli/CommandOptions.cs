using System.CommandLine;
using System.CommandLine.Parsing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Server.Cli.Printing;
using Dashboard.Server.Hosting;
using Dashboard.Server.Hosting.Memory;
using Dashboard.Server.Security;

namespace Dashboard.Server.Cli;

/// <summary>Options that several verbs share. Each call returns a new one, because an option belongs to one command.</summary>
internal static class CommandOptions
{
    public const string ConfigName = "--config";

    private const int MinRingBytes = 64 << 10;
    private const int MaxRingBytes = 1 << 30;

    public static Option<string?> Config() => new(ConfigName)
    {
        Description = "A file of further options, as `dashboard config` prints them; each also from a variable of the environment: DASHBOARD_MEMORY for --memory.",
        HelpName = "FILE",
        CustomParser = ParsePath,
    };

    public static Option<string?> Replay() => new("--replay")
    {
        Description = "Show a recording instead of this machine: NDJSON, gzip or plain.",
        HelpName = "FILE",
    };

    public static Option<int?> RingSize() => new("--ring-size")
    {
        Description = "Bytes of the buffer between kernel and program: a power of two, 8388608 without it.",
        HelpName = "BYTES",
        CustomParser = result => ParseRingSize(result),
    };

    public static Option<IReadOnlyList<string>> Urls() => new("--urls")
    {
        Description = "Where to listen; several separated by semicolons, port 0 takes a free one.",
        HelpName = "URLS",
        DefaultValueFactory = _ => [ServeSettings.DefaultUrl],
        CustomParser = result => ParseUrls(result) ?? [],
    };

    public static Option<string?> Token() => new("--token")
    {
        Description = "The token that opens the dashboard. Every user of this machine can read it in /proc: better --token-file or DASHBOARD_TOKEN.",
        HelpName = "T",
        CustomParser = result => ParseToken(result),
    };

    public static Option<string?> TokenFile() => new("--token-file")
    {
        Description = "The file whose first line is the token.",
        HelpName = "FILE",
        CustomParser = ParsePath,
    };

    public static Option<string?> Data() => new("--data")
    {
        Description = "The directory for what survives a restart, or off. Without it serve takes $STATE_DIRECTORY, else $XDG_STATE_HOME/lifecycle or "
            + "~/.local/state/lifecycle; of root in two processes that of the user who called sudo, else /var/lib/lifecycle-server, in one /var/lib/lifecycle; run and open keep nothing.",
        HelpName = "DIR",
        CustomParser = ParsePath,
    };

    public static Option<long?> Memory() => new("--memory")
    {
        Description = "The most memory for all that is kept: 64M, 1G, 400MB, or bytes; at least 32MB. Without it 400MB, or what a "
            + "memory cgroup leaves.",
        HelpName = "SIZE",
        CustomParser = result => ParseMemory(result),
    };

    public static Option<string?> AccessLog() => new("--access-log")
    {
        Description = "Write who looked, when, at what into this file; at 10 MiB it becomes FILE.1.",
        HelpName = "FILE",
        CustomParser = ParsePath,
    };

    public static Option<bool> AllowLab() => new("--allow-lab")
    {
        Description = "Let viewers run the eleven experiments of the Learn pages by a button, as the user of the server.",
    };

    public static Option<bool> Environment() => new("--environment")
    {
        Description = "Show viewers the environment of a running process when they open it, with what looks like a secret redacted.",
    };

    public static Option<Filter> FilterOption() => new("--filter")
    {
        Description = "Only what matches, in the language of the filter box: \"comm:cc1 -errno:ENOENT\".",
        HelpName = "F",
        DefaultValueFactory = _ => Filter.Everything,
        CustomParser = result => ParseFilter(result),
    };

    public static Option<TimeSpan?> Duration() => new("--duration")
    {
        Description = "Stop after this time: 500ms, 10s, 5m.",
        HelpName = "TIME",
        CustomParser = result => ParseDuration(result),
    };

    public static Option<string> Format() => new("--format")
    {
        Description = "ndjson: one JSON object a line; text: for people; bpftrace: the two lines of the bpftrace tutorial.",
        HelpName = string.Join('|', EventFormats.All),
        DefaultValueFactory = _ => EventFormats.Ndjson,
        CustomParser = result => ParseFormat(result),
    };

    public static Option<bool> Raw() => new("--raw")
    {
        Description = "Byte for byte also on a terminal, where control and invisible characters are escaped otherwise (ndjson and bpftrace).",
    };

    private static string Text(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;

    private static int? ParseRingSize(ArgumentResult result)
    {
        if (int.TryParse(Text(result), out var bytes) && bytes is >= MinRingBytes and <= MaxRingBytes && int.IsPow2(bytes))
        {
            return bytes;
        }

        result.AddError($"--ring-size takes a power of two from {MinRingBytes} to {MaxRingBytes}, not \"{Text(result)}\"");
        return null;
    }

    private static long? ParseMemory(ArgumentResult result)
    {
        if (!ByteSize.TryParse(Text(result), out var bytes) || bytes < CaptureLimits.MinMemoryBytes)
        {
            result.AddError($"--memory takes a size of at least 32MB, like 64M, 1G or 400MB, not \"{Text(result)}\"");
            return null;
        }

        if (MemoryCgroup.FindMost() is { } most && bytes > most)
        {
            result.AddError($"--memory takes no more than the {most / 1_000_000}MB that this machine has or its memory cgroup allows, not \"{Text(result)}\"");
            return null;
        }

        return bytes;
    }

    private static IReadOnlyList<string>? ParseUrls(ArgumentResult result)
    {
        var urls = Text(result).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length > 0 && urls.All(IsHttp))
        {
            return urls;
        }

        result.AddError($"--urls takes addresses like {ServeSettings.DefaultUrl}, not \"{Text(result)}\"");
        return null;
    }

    private static bool IsHttp(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address is { IsUnixPipe: false, IsNamedPipe: false, PathBase: "" } && address.Port <= 65535;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string? ParseToken(ArgumentResult result)
    {
        if (AccessToken.ProblemOf(Text(result)) is not { } problem)
        {
            return Text(result);
        }

        result.AddError($"--token {problem}");
        return null;
    }

    /// <summary>Refuses an empty path, which would mean the current directory.</summary>
    internal static string? ParsePath(ArgumentResult result)
    {
        if (!string.IsNullOrWhiteSpace(Text(result)) && !Text(result).Contains('\0'))
        {
            return Text(result);
        }

        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} takes a path, not \"\"");
        return null;
    }

    private static Filter ParseFilter(ArgumentResult result)
    {
        if (!Filter.TryParse(Text(result), out var filter, out var error))
        {
            result.AddError($"--filter, position {error.Position}: {error.Sentence}");
        }

        return filter;
    }

    private static string ParseFormat(ArgumentResult result)
    {
        if (!EventFormats.All.Contains(Text(result)))
        {
            result.AddError($"--format takes {string.Join(", ", EventFormats.All)}, not \"{Text(result)}\"");
        }

        return Text(result);
    }

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        if (FilterDuration.TryParse(Text(result), out var ns) && ns > 0)
        {
            return TimeSpan.FromMicroseconds(Math.Max(1, ns / 1000));
        }

        result.AddError($"--duration takes a time with its unit, like 500ms, 10s or 5m, not \"{Text(result)}\"");
        return null;
    }
}
