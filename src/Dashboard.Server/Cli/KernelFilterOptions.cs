using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Cgroups;

namespace Dashboard.Server.Cli;

/// <summary>Filters applied in the kernel. Unlike --filter, an excluded process pays almost nothing.</summary>
internal static class KernelFilterOptions
{
    /// <summary>TASK_COMM_LEN without the NUL.</summary>
    private const int MaxCommBytes = 15;

    private const string Users = "/etc/passwd";

    /// <summary>Adds the options to a command and returns their reader, which gives null when none is set.</summary>
    /// <param name="withUnder">False when the command itself determines the subtree.</param>
    public static Func<ParseResult, KernelFilter?> AddTo(Command command, bool withUnder = true)
    {
        var under = Under();
        var cgroup = Cgroup();
        var uid = Uid();
        var comm = Comm();
        var failures = new Option<bool>("--only-failures")
        {
            Description = "Trace failed execs, failed forks and failed ends only; from its first failure on a process is followed to its end.",
        };
        if (withUnder)
        {
            command.Add(under);
        }

        command.Add(cgroup);
        command.Add(uid);
        command.Add(comm);
        command.Add(failures);
        return parsed =>
        {
            var filter = new KernelFilter
            {
                Under = withUnder ? parsed.GetValue(under) : null,
                Cgroup = parsed.GetValue(cgroup),
                Uid = parsed.GetValue(uid),
                Comm = parsed.GetValue(comm),
                FailuresOnly = parsed.GetValue(failures),
            };
            return filter.Terms.Count == 0 ? null : filter;
        };
    }

    private static Option<int?> Under() => new("--only-under")
    {
        Description = "Trace this process and its descendants only, in the kernel.",
        HelpName = "PID",
        CustomParser = result =>
        {
            if (int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Directory.Exists($"/proc/{pid}"))
            {
                return pid;
            }

            result.AddError($"--only-under takes the pid of a process that runs, not \"{Text(result)}\"");
            return null;
        },
    };

    private static Option<string?> Cgroup() => new("--only-cgroup")
    {
        Description = "Trace processes of this cgroup (v2) and of those below it only: a path as in /proc/PID/cgroup.",
        HelpName = "PATH",
        CustomParser = result =>
        {
            if (Text(result).StartsWith('/') && CgroupIds.Find(Text(result)) is not null)
            {
                return Text(result);
            }

            result.AddError($"--only-cgroup takes a path of the unified hierarchy, as /proc/PID/cgroup shows it behind \"0::\", not \"{Text(result)}\"");
            return null;
        },
    };

    private static Option<uint?> Uid() => new("--only-uid")
    {
        Description = "Trace processes of this effective user only.",
        HelpName = "UID|NAME",
        CustomParser = result =>
        {
            if (uint.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var uid) || TryFindUser(Text(result), out uid))
            {
                return uid;
            }

            result.AddError($"--only-uid takes a number or the name of a user of {Users}, not \"{Text(result)}\"");
            return null;
        },
    };

    private static Option<string?> Comm() => new("--only-comm")
    {
        Description = "Trace processes of this name only, from the first event at which they bear it to their end; their children bear it until they exec.",
        HelpName = "NAME",
        CustomParser = result =>
        {
            if (Encoding.UTF8.GetByteCount(Text(result)) is > 0 and <= MaxCommBytes)
            {
                return Text(result);
            }

            result.AddError($"--only-comm takes a name of 1 to {MaxCommBytes} bytes, which is all that the kernel keeps, not \"{Text(result)}\"");
            return null;
        },
    };

    private static string Text(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;

    /// <summary>A line is "name:x:1000:1000:Full Name:/home/name:/bin/bash".</summary>
    private static bool TryFindUser(string name, out uint uid)
    {
        uid = 0;
        var line = File.Exists(Users) ? File.ReadLines(Users).Select(l => l.Split(':')).FirstOrDefault(f => f.Length > 2 && f[0] == name) : null;
        return line is not null && uint.TryParse(line[2], NumberStyles.None, CultureInfo.InvariantCulture, out uid);
    }
}
