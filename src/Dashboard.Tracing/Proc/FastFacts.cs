using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Proc;

/// <summary>Facts that the kernel answers from its own tables, so that no process can block the reader. One reading.</summary>
/// <param name="member">Directory of the first living thread: an ended group leader has no data left.</param>
/// <param name="stat">The stat file of that thread.</param>
/// <param name="mayInspect">True with CAP_SYS_PTRACE.</param>
internal sealed class FastFacts(string procPath, ProcDirectory member, ProcStat stat, bool mayInspect)
{
    public const string OwnCgroupNamespace = "the dashboard has a cgroup namespace of its own, in which paths are others";
    public const string NeedsCapability = "needs CAP_SYS_PTRACE";
    public const string NoneOfKernelThread = "a kernel thread has none";
    public const string NoneOfZombie = "a zombie has none any more";
    public const string NotMapped = "its user namespace has no number for this user";
    public const string NotInThisKernel = "this kernel keeps none";

    private const int NoPermission = 1;
    private const int NoEntry = 2;
    private const int NoProcess = 3;
    private const int AccessDenied = 13;
    private const int MaxNumberBytes = 32;
    private const int MaxNameBytes = 64;

    /// <summary>Audit's value for a login uid that is not set.</summary>
    private const uint NoLogin = uint.MaxValue;

    private readonly List<UnreadableFact> _unreadable = [];

    public IReadOnlyList<UnreadableFact> Unreadable => _unreadable;

    /// <param name="whole">The directory of the process, which lists its threads.</param>
    public ProcessReading Read(ProcDirectory whole, Timestamp now)
    {
        var status = member.Text("status", ProcStatus.MaxBytes, out var errno) is { } text ? new ProcStatus(text) : null;
        if (status is null)
        {
            foreach (var fact in (string[])["uids", "uidInNamespace", "gids", "groups", "capabilities", "seccomp", "noNewPrivs"])
            {
                Miss(fact, errno);
            }
        }
        else if (status.Seccomp is null)
        {
            // Linux without CONFIG_SECCOMP.
            Miss("seccomp", NotInThisKernel);
        }

        var groups = status?.Groups;
        return new ProcessReading
        {
            ReadAt = now,
            Threads = Threads(whole),
            ThreadCount = stat.Threads,
            Exe = Link("exe"),
            Cwd = Link("cwd"),
            Root = Link("root"),
            Uids = status?.Uids,
            UidInNamespace = status?.Uids is { } uids ? UidInNamespace(uids.Effective) : null,
            Gids = status?.Gids,
            Groups = groups?.Listed,
            GroupCount = groups?.Count,
            Loginuid = Loginuid(),
            Capabilities = status?.Capabilities,
            Seccomp = status?.Seccomp,
            NoNewPrivs = status?.NoNewPrivs,
            Nice = stat.Nice,
            Session = stat.Session,
            ProcessGroup = stat.ProcessGroup,
            Tty = TtyNames.Find(stat.TtyDevice >> 8 & 0xfff, (stat.TtyDevice & 0xff) | (stat.TtyDevice >> 12 & 0xfff00)),
            Cgroups = Cgroups(),
            Namespaces = Namespaces(),
        };
    }

    /// <summary>Adds the slow facts that arrived, and names the missing ones.</summary>
    public ProcessReading Join(ProcessReading reading, SlowFacts.Answer slow, bool withEnvironment)
    {
        if (reading.Root is null)
        {
            Miss("user", "its root cannot be read");
        }
        else if (reading.UidInNamespace is null)
        {
            Miss("user", "its number in its user namespace is not known");
        }
        else if (!slow.HasUser)
        {
            Miss("user", SlowFacts.NotInTime);
        }
        else if (slow.UserRefused is { } why)
        {
            Miss("user", why);
        }
        else if (slow.UserErrno != 0)
        {
            Miss("user", slow.UserErrno);
        }

        reading = reading with { User = slow.User };
        if (stat.IsKernelThread)
        {
            MissMemory(withEnvironment);
            return reading;
        }

        if (!slow.HasTitle)
        {
            Miss("title", SlowFacts.NotInTime);
        }
        else if (slow.TitleErrno != 0)
        {
            Miss("title", slow.TitleErrno);
        }

        if (withEnvironment && !slow.HasEnvironment)
        {
            Miss("environment", SlowFacts.NotInTime);
        }
        else if (slow.EnvironmentErrno != 0)
        {
            Miss("environment", slow.EnvironmentErrno);
        }

        return reading with
        {
            Title = slow.Title,
            TitleTruncated = slow.TitleTruncated,
            Environment = slow.Environment,
            EnvironmentTruncated = slow.EnvironmentTruncated,
        };
    }

    /// <summary>For a zombie, which has no memory and no root.</summary>
    public void MissSlow(bool withEnvironment)
    {
        Miss("user", NoEntry);
        MissMemory(withEnvironment);
    }

    private void MissMemory(bool withEnvironment)
    {
        Miss("title", NoEntry);
        if (withEnvironment)
        {
            Miss("environment", NoEntry);
        }
    }

    private string? Link(string name)
    {
        var link = member.Link(name, out var errno);
        if (link is null)
        {
            Miss(name, errno);
        }

        return link;
    }

    private uint? UidInNamespace(uint uid)
    {
        var map = UserOfRoot.IdMap(member, out var errno);
        if (map is null && errno == NoEntry)
        {
            // Linux without CONFIG_USER_NS: there is one numbering.
            return uid;
        }

        var inside = map is null ? null : UserOfRoot.UidInside(map, uid);
        if (map is null)
        {
            Miss("uidInNamespace", errno);
        }
        else if (inside is null)
        {
            Miss("uidInNamespace", NotMapped);
        }

        return inside;
    }

    private List<ThreadName> Threads(ProcDirectory whole)
    {
        var threads = new List<ThreadName>();
        foreach (var tid in whole.ThreadIds())
        {
            // A thread that has ended meanwhile is left out.
            if (whole.Read($"task/{tid}/comm", MaxNameBytes, out _) is { } comm && int.TryParse(tid, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                threads.Add(new ThreadName(number, KernelText.Decode(comm.AsSpan(0, comm.Length - (comm is [.., (byte)'\n'] ? 1 : 0)))));
            }
        }

        if (threads.Count == 0)
        {
            Miss("threads", "could not be listed");
        }

        return threads;
    }

    private uint? Loginuid()
    {
        var text = member.Text("loginuid", MaxNumberBytes, out var errno);
        if (text is null)
        {
            // Linux without CONFIG_AUDIT.
            Miss("loginuid", errno, errno == NoEntry ? NotInThisKernel : null);
        }

        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var uid) && uid != NoLogin ? uid : null;
    }

    private IReadOnlyList<CgroupMembership>? Cgroups()
    {
        if (LibC.ReadLink(Path.Combine(procPath, "self/ns/cgroup")) is { } link && !CgroupNamespace.IsOfTheMachine(KernelText.Decode(link)))
        {
            Miss("cgroups", OwnCgroupNamespace);
            return null;
        }

        if (member.Text("cgroup", CgroupLines.MaxBytes, out var errno) is { } text)
        {
            return CgroupLines.Parse(text);
        }

        Miss("cgroups", errno);
        return null;
    }

    private IReadOnlyList<NamespaceMembership>? Namespaces()
    {
        var namespaces = NamespaceLinks.Read(member, procPath, out var missing, out var errno);
        if (namespaces is null)
        {
            Miss("namespaces", errno);
        }
        else if (missing.Count > 0)
        {
            // Of a zombie only pid and user are left.
            Miss("namespaces", errno, $"{string.Join(", ", missing)}: {Why(errno)}");
        }

        return namespaces;
    }

    private void Miss(string fact, string why) => _unreadable.Add(new UnreadableFact(fact, null, why));

    private void Miss(string fact, int errno, string? why = null)
        => _unreadable.Add(new UnreadableFact(fact, NameOf(errno), why ?? Why(errno)));

    private string Why(int errno) => errno switch
    {
        NoEntry or NoProcess when stat.IsKernelThread => NoneOfKernelThread,
        NoEntry or NoProcess when stat.IsZombie => NoneOfZombie,
        NoPermission or AccessDenied when !mayInspect => NeedsCapability,
        NoPermission or AccessDenied => "refused although CAP_SYS_PTRACE is held: a security module or a sandbox protects it",
        _ => "could not be read",
    };

    private static string NameOf(int errno) => Errno.Find(errno)?.Name ?? $"errno {errno}";
}
