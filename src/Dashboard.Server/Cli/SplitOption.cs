using System.CommandLine;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Server.Cli;

/// <summary>serve --split: a privileged part that traces, and a server that never had a privilege.</summary>
internal static class SplitOption
{
    public const string Name = "--split";

    private const string Variable = "DASHBOARD_SPLIT";

    public static Option<bool> New() => new(Name)
    {
        Description = "As root: trace in a small part with privileges, and run the server without any, as the user who called sudo, else as "
            + $"lifecycle or nobody. Also {Variable}=1. A later version does so by itself.",
    };

    /// <summary>Whether this process should become the privileged part; false in the server that this one has started.</summary>
    /// <exception cref="CommandException">It is asked for and cannot be.</exception>
    public static bool IsDue(bool asked, string? recording)
    {
        if (CapturePart.IsThere)
        {
            return false;
        }

        if (asked && recording is not null)
        {
            throw new CommandException("--split is for tracing; a recording takes no privileges, so any user can show it", ExitStatuses.WrongUsage);
        }

        if (asked && !Environment.IsPrivilegedProcess)
        {
            throw new CommandException("--split takes root, because the server gives the privileges up: run it with sudo, or leave --split out", ExitStatuses.WrongUsage);
        }

        return asked || (IsSet() && recording is null && Environment.IsPrivilegedProcess);
    }

    /// <exception cref="CommandException">It failed; else this does not return.</exception>
    public static void Become(int? ringBytes, KernelFilter? filter, bool environment, bool lab, bool data)
    {
        try
        {
            var options = new BpfSourceOptions { RingBytes = ringBytes ?? BpfSourceOptions.DefaultRingBytes, Filter = filter };
            CaptureProgram.Become(options, environment, lab, data);
        }
        catch (TracingUnavailableException problem)
        {
            throw new CommandException(problem.Message);
        }
    }

    private static bool IsSet() => Environment.GetEnvironmentVariable(Variable) switch
    {
        "1" => true,
        null or "" or "0" => false,
        var other => throw new CommandException($"{Variable} takes 1 or 0, not \"{other}\"", ExitStatuses.WrongUsage),
    };
}
