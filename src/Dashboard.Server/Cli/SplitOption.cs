using System.Collections;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Server.Hosting.Data;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Host;
using Dashboard.Tracing.Privileges;
using Dashboard.Tracing.Tracepoints;

namespace Dashboard.Server.Cli;

/// <summary>
/// --split: a part with privileges that traces, and a process that never had one for all the rest. Where root starts it that is the default;
/// where it cannot be, the program stays one process, and says why.
/// </summary>
internal sealed class SplitOption
{
    private const string Name = "--split";
    private const string Variable = "DASHBOARD_SPLIT";
    /// <summary>The obstacle of --split off, which needs no warning.</summary>
    public const string Off = "two processes are switched off";

    /// <summary>Options that name a file of the server, and whether it is written.</summary>
    private static readonly Dictionary<string, bool> Files = new()
    {
        [CommandOptions.ConfigName] = false,
        ["--token-file"] = false,
        ["--oidc-client-secret-file"] = false,
        ["--redact-rules"] = false,
        ["--access-log"] = true,
        ["--data"] = true,
    };

    private readonly Option<string?> _option = new(Name)
    {
        Description = "As root, trace in a small part with privileges, and do the rest without any, as the user who called sudo, else as "
            + "lifecycle or nobody: on, off, or without this option where it can be.",
        HelpName = "on|off",
        CustomParser = Checked,
    };

    /// <summary>Until then, files of the pages are in folders of the user who builds.</summary>
    private static bool IsPublished { get; } = !File.Exists(Path.Combine(AppContext.BaseDirectory, "dashboard.staticwebassets.runtime.json"));

    private SplitOption()
    {
    }

    public static SplitOption AddTo(Command command)
    {
        var split = new SplitOption();
        command.Add(split._option);
        return split;
    }

    /// <summary>
    /// Where that is due, becomes the privileged part, which runs this command line again, and does not return. Comes before anything is opened
    /// or written: that is the work of the process without privileges.
    /// </summary>
    /// <exception cref="CommandException">It is asked for and cannot be.</exception>
    public void Separate(ParseResult parsed, SplitPlan plan)
    {
        if (CapturePart.IsThere)
        {
            return;
        }

        if (plan.CaptureSocket is { } socket)
        {
            Take(socket, plan);
            return;
        }

        var asked = parsed.GetValue(_option) is { } text ? Parse(text) : OfEnvironment();
        if (plan.Recording is not null)
        {
            Separation.Obstacle = null;
            if (asked == true)
            {
                throw new CommandException($"{Name} is for tracing; a recording takes no privileges, so any user can show it", ExitStatuses.WrongUsage);
            }

            return;
        }

        var user = ServerUser.Find();
        Separation.Obstacle = asked == false ? Off : IsPublished ? Port(plan.Urls) : "this build is not published (make build)";
        Separation.Obstacle ??= Separation.FindObstacle(user, [.. Needed(parsed)]);
        if (Separation.Obstacle is null)
        {
            Become(plan, user);
        }

        if (asked == true)
        {
            throw new CommandException(
                $"{Name} on cannot be, because {Separation.Obstacle}: {(Separation.Obstacle == Separation.Unprivileged ? "run it with sudo" : "change that")}, or leave {Name} out", ExitStatuses.WrongUsage);
        }
    }

    private static void Take(string socket, SplitPlan plan)
    {
        if (plan.Recording is not null || plan.RingBytes is not null || plan.Filter is not null)
        {
            throw new CommandException(
                plan.Recording is not null ? $"{CaptureSocket.Name} is for tracing; a recording takes no privileged part"
                    : $"With {CaptureSocket.Name} the privileged part has been started already: give --ring-size to dashboard capture; a filter of the kernel it has none",
                ExitStatuses.WrongUsage);
        }

        if (CapturePart.Connect(socket) is { } problem)
        {
            throw new CommandException($"No privileged part answers at {socket} ({problem}); nothing can be traced: start it as root with dashboard capture, for the user of this server");
        }
    }

    private static void Become(SplitPlan plan, ServerUser user)
    {
        try
        {
            var variables = Environment.GetEnvironmentVariables();
            // A command that is traced is started here, and must not get it.
            TokenSource.HideVariable();
            CaptureProgram.Become(new CaptureRequest
            {
                Options = new BpfSourceOptions { RingBytes = plan.RingBytes ?? BpfSourceOptions.DefaultRingBytes, Filter = plan.Filter },
                User = user,
                Variables = variables,
                Formats = Tracefs.Formats(),
                Environment = plan.Environment,
                Lab = plan.Lab,
                Data = plan.Data,
                Command = plan.Command,
            });
        }
        catch (TracingUnavailableException problem)
        {
            throw new CommandException(problem.Message);
        }
    }

    private static IEnumerable<NeededFile> Needed(ParseResult parsed)
    {
        yield return new(Environment.ProcessPath ?? "/", IsMade: false);
        yield return new(CaptureProgram.Location, IsMade: false);
        foreach (var option in parsed.CommandResult.Command.Options.OfType<Option<string?>>().Where(option => Files.ContainsKey(option.Name)))
        {
            if (parsed.GetValue(option) is { } path && path != DataLocation.Off)
            {
                yield return new(path, Files[option.Name]);
            }
        }

        // Kestrel__Certificates__Default__Path and KeyPath.
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string { Length: > 0 } path } && name.Contains("Certificates__", StringComparison.Ordinal) && name.EndsWith("Path", StringComparison.Ordinal))
            {
                yield return new(path, IsMade: false);
            }
        }
    }

    private static string? Port(IReadOnlyList<string> urls)
    {
        const string First = "/proc/sys/net/ipv4/ip_unprivileged_port_start";
        var first = File.Exists(First) && int.TryParse(File.ReadAllText(First), CultureInfo.InvariantCulture, out var number) ? number : 1024;
        var taken = urls.Select(url => BindingAddress.Parse(url).Port).Where(port => port > 0 && port < first).ToList();
        return taken.Count == 0 ? null : $"port {taken[0]} takes one";
    }

    private static bool? OfEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        return text is null or "" ? null
            : Parse(text) ?? throw new CommandException($"{Variable} takes on or off, not \"{text}\"", ExitStatuses.WrongUsage);
    }

    private static bool? Parse(string text) => text switch
    {
        "on" or "1" or "true" => true,
        "off" or "0" or "false" => false,
        _ => null,
    };

    private static string? Checked(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        if (Parse(text) is null)
        {
            result.AddError($"{Name} takes on or off, not \"{text}\"");
        }

        return text;
    }
}
