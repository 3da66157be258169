using Dashboard.Core.Model;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Hosting;

/// <summary>Event sequences for the tests of the API.</summary>
internal static class Stories
{
    public static readonly ProcessId Init = new(1, 1_000);

    /// <summary>init forks a shell, which execs, fails twice and exits; then the pid is used twice more.</summary>
    public static Story ThreeLives(out ProcessId[] lives)
    {
        var story = new Story();
        story.Snapshot(1, "init", null, "/sbin/init");
        lives = new ProcessId[3];
        for (var i = 0; i < lives.Length; i++)
        {
            var id = lives[i] = story.Fork(Init, 4312);
            story.Enter(id, null).FailExec(id, "/usr/bin/foo").FailExec(id, "/bin/foo").Exec(id, "/bin/ls", "ls", "-l");
            if (i < lives.Length - 1)
            {
                story.Exit(id, code: i).Reap(id, new ProcessReference(Init, 1, "init"));
            }
        }

        return story;
    }

    /// <summary>A number of processes, each with a fork, an exec and an exit.</summary>
    public static Story Many(int count, int firstPid = 100)
    {
        var story = new Story();
        story.Snapshot(1, "init", null, "/sbin/init");
        More(story, count, firstPid);
        return story;
    }

    public static Story More(Story story, int count, int firstPid)
    {
        for (var i = 0; i < count; i++)
        {
            var id = story.Fork(Init, firstPid + i);
            story.Exec(id, "/bin/true").Exit(id);
        }

        return story;
    }
}
