using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Host;

/// <summary>An attempt to read path and working directory of a running process.</summary>
/// <param name="Whose">"process 1"; otherwise without pid and name, because the doctor's report is meant to be shared.</param>
/// <param name="ExeErrno">0 on success.</param>
/// <param name="CwdErrno">0 on success.</param>
internal readonly record struct ProcAccess(string Whose, int ExeErrno, int CwdErrno)
{
    private const int NoEntry = 2;
    private const int NoProcess = 3;

    public bool Refused => ExeErrno != 0 || CwdErrno != 0;

    /// <summary>"The path of process 1 is refused (EACCES)".</summary>
    public string Refusal => (ExeErrno, CwdErrno) switch
    {
        (_, 0) => $"The path of {Whose} is refused ({Name(ExeErrno)})",
        (0, _) => $"The working directory of {Whose} is refused ({Name(CwdErrno)})",
        _ when ExeErrno == CwdErrno => $"Path and working directory of {Whose} are refused ({Name(ExeErrno)})",
        _ => $"The path of {Whose} is refused ({Name(ExeErrno)}), and its working directory ({Name(CwdErrno)})",
    };

    public static string Name(int errno) => Errno.Find(errno)?.Name ?? $"errno {errno}";

    /// <summary>
    /// Tries process 1 and one process of another user, or any other if there is none. Processes of the same user need fewer
    /// capabilities than those of another, and process 1 is protected on some machines.
    /// </summary>
    public static IReadOnlyList<ProcAccess> Take(Machine machine)
    {
        var own = machine.Link("/proc/self");
        var ownUser = UserOf(machine, "self");
        // A kernel thread and a zombie have no command line, and no path to read.
        var others = machine.Processes()
            .Select(pid => pid.ToString(CultureInfo.InvariantCulture))
            .Where(pid => pid != own && machine.Read($"/proc/{pid}/cmdline") is { Length: > 0 });
        var accesses = new List<ProcAccess?>();
        string? anyOther = null;
        foreach (var pid in others)
        {
            if (pid == "1")
            {
                accesses.Add(Of(machine, pid, "process 1"));
            }
            else if (UserOf(machine, pid) is { } user && user != ownUser)
            {
                accesses.Add(Of(machine, pid, "a process of another user"));
                anyOther = null;
                break;
            }
            else
            {
                anyOther ??= pid;
            }
        }

        if (anyOther is not null)
        {
            accesses.Add(Of(machine, anyOther, "another process of this user"));
        }

        return [.. accesses.OfType<ProcAccess>()];
    }

    /// <summary>Null when it has exited meanwhile.</summary>
    private static ProcAccess? Of(Machine machine, string pid, string whose)
    {
        var access = new ProcAccess(whose, machine.TryLink($"/proc/{pid}/exe"), machine.TryLink($"/proc/{pid}/cwd"));
        return access.ExeErrno is NoEntry or NoProcess || access.CwdErrno is NoEntry or NoProcess ? null : access;
    }

    /// <summary>The effective uid, from the line "Uid:	0	0	0	0" (real, effective, saved, file system).</summary>
    private static string? UserOf(Machine machine, string pid)
        => machine.Read($"/proc/{pid}/status")?.Split('\n').FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))
            ?.Split('\t').ElementAtOrDefault(2);
}
