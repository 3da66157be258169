using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Lines of each kind of event, as in a recording, and ways to make them invalid.</summary>
internal static class RecordingStory
{
    private static readonly ProcessContext Context = new()
    {
        PidInNamespace = 2, Uid = 0, User = "root", Cgroup = "/a", Session = 1, ProcessGroup = 1, Cwd = "/", Tty = "pts/0",
    };

    /// <summary>Only a live kernel's facts and JSON make one.</summary>
    private static LifecycleEvent Credentials
        => EventJson.TryRead(
            """{"kind":"credentials","uid":{"from":0,"to":33},"user":{"from":"root","to":"www-data"},"gid":{"from":0,"to":33},"session":{"from":1,"to":2},"pgid":{"from":1,"to":2}}"""u8,
            out var e, out var problem) ? e : throw new InvalidOperationException(problem);

    /// <summary>One event of each kind, by kind.</summary>
    public static IReadOnlyDictionary<string, string> Lines { get; } = Make();

    /// <summary>The line of a kind with a field set to some JSON; null removes it.</summary>
    public static string With(string kind, string field, string? json)
    {
        var line = JsonNode.Parse(Lines[kind])!.AsObject();
        if (json is null)
        {
            line.Remove(field);
        }
        else
        {
            line[field] = JsonNode.Parse(json);
        }

        return line.ToJsonString();
    }

    private static Dictionary<string, string> Make()
    {
        var story = new Story();
        var parent = story.Snapshot(100, "sh", path: "/bin/sh");
        var by = new ProcessReference(parent, 100, "sh");
        var child = story.Fork(parent, 101, ForkMethod.Vfork);
        story.Enter(child, "/bin/id").Exec(child, "/bin/id", "id", "-u").FailFork(child).Rename(child, "x").Lost(3, "ring full")
            .Add(child, new ThreadsEvent { Count = 2 }).Add(child, new ChdirEvent { Cwd = "/tmp" })
            .Add(default, new CensusEvent { Present = new HashSet<ProcessId> { parent, child } })
            .Add(child, new ExitEvent { ExitCode = 1, By = by, Adopter = by, Usage = new ResourceUsage { UserNs = 1, ReadBytes = 2 } })
            .Reap(child, by)
            .Add(child, Credentials)
            .SetClock(TimeSpan.FromHours(1));
        return story.Events.Select(WithContext).ToDictionary(e => EventKinds.NameOf(e.Kind), e => Encoding.UTF8.GetString(EventJson.Write(e)));
    }

    private static LifecycleEvent WithContext(LifecycleEvent e) => e switch
    {
        ForkEvent fork => fork with { Context = Context, Flags = ["CLONE_VM"] },
        ExecExitEvent exec => exec with { Context = Context },
        SnapshotEvent snapshot => snapshot with { Context = Context },
        _ => e,
    };
}
