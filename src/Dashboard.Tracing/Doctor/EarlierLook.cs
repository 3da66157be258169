using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Doctor;

/// <summary>A try to read path and working directory of a process that runs already.</summary>
/// <param name="Whose">"process 1". No number and no name otherwise: the doctor's report is for others to read.</param>
/// <param name="ExeErrno">0 when it was read.</param>
/// <param name="CwdErrno">0 when it was read.</param>
internal readonly record struct EarlierLook(string Whose, int ExeErrno, int CwdErrno)
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
    /// Of process 1, and of one of another user; where there is none, of any other. Processes of one user can be read with
    /// fewer capabilities than those of another, and process 1 is protected on some machines.
    /// </summary>
    public static IReadOnlyList<EarlierLook> Take(Machine machine)
    {
        var own = machine.Link("/proc/self");
        var ownUser = UserOf(machine, "self");
        // A kernel thread and a zombie have no command line, and no path that could be read.
        var others = machine.Processes()
            .Select(pid => pid.ToString(CultureInfo.InvariantCulture))
            .Where(pid => pid != own && machine.Read($"/proc/{pid}/cmdline") is { Length: > 0 });
        var looks = new List<EarlierLook?>();
        string? anyOther = null;
        foreach (var pid in others)
        {
            if (pid == "1")
            {
                looks.Add(Of(machine, pid, "process 1"));
            }
            else if (UserOf(machine, pid) is { } user && user != ownUser)
            {
                looks.Add(Of(machine, pid, "a process of another user"));
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
            looks.Add(Of(machine, anyOther, "another process of this user"));
        }

        return [.. looks.OfType<EarlierLook>()];
    }

    /// <summary>Null when it has ended meanwhile.</summary>
    private static EarlierLook? Of(Machine machine, string pid, string whose)
    {
        var look = new EarlierLook(whose, machine.TryLink($"/proc/{pid}/exe"), machine.TryLink($"/proc/{pid}/cwd"));
        return look.ExeErrno is NoEntry or NoProcess || look.CwdErrno is NoEntry or NoProcess ? null : look;
    }

    /// <summary>The effective one, from the line "Uid:	0	0	0	0" (real, effective, saved, file system).</summary>
    private static string? UserOf(Machine machine, string pid)
        => machine.Read($"/proc/{pid}/status")?.Split('\n').FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))
            ?.Split('\t').ElementAtOrDefault(2);
}
