namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Synthetic recordings: as large as a test needs, without processes of a real machine.</summary>
internal static class Recordings
{
    /// <summary>The parent of a storm's programs.</summary>
    public const string Shell = "100-995000000000";

    private const long StartNs = 1_000_000_000_000;
    private const long EpochUnixNs = 1_790_000_000_000_000_000;

    /// <summary>Errnos of failing execs, and some more.</summary>
    private static readonly int[] Errnos = [1, 2, 5, 7, 8, 11, 12, 13, 14, 20, 21, 22, 23, 24, 26, 36, 40];

    /// <summary>A shell that starts programs one after the other, each with one exec; every hundredth exits with 1.</summary>
    /// <param name="withFailedExecs">Every tenth has a failed exec before, with one of many errnos, and every tenth a PATH search.</param>
    public static List<string> Storm(int processes, bool withFailedExecs = false)
    {
        var lines = new List<string>();
        Add(lines, "snapshot", Shell, 100, null, "sh", StartNs, ",\"path\":\"/bin/sh\",\"args\":[\"sh\"],\"argCount\":1");
        for (var i = 0; i < processes; i++)
        {
            var at = StartOf(i);
            var pid = PidOf(i);
            var id = StormId(i);
            var name = $"step{i % 7}";
            Add(lines, "fork", id, pid, Shell, "sh", at, $",\"how\":\"vfork\",\"by\":{{\"id\":\"{Shell}\",\"pid\":100,\"comm\":\"sh\"}}");
            if (withFailedExecs && i % 10 < 2)
            {
                // A lookup is an exec of a missing path, followed by the same name in another directory.
                var (path, errno) = i % 10 == 0 ? ($"/opt/lost/{i % 1000}", Errnos[i / 10 % Errnos.Length]) : ($"/opt/{i % 1000}/{name}", 2);
                Add(lines, "exec.exit", id, pid, Shell, "sh", at + 100_000, $",\"syscall\":\"execve\",\"path\":\"{path}\",\"ret\":{-errno},\"durationNs\":9000");
            }

            Add(lines, "exec.exit", id, pid, Shell, name, at + 200_000, $",\"syscall\":\"execve\",\"path\":\"/bin/{name}\",\"args\":[\"{name}\"],\"argCount\":1,\"ret\":0,\"durationNs\":90000");
            Add(lines, "exit", id, pid, Shell, name, at + 4_500_000, $",\"exitCode\":{(i % 100 == 99 ? 1 : 0)}");
        }

        return lines;
    }

    /// <summary>The process id of a program of the storm, counted from 0.</summary>
    public static string StormId(int program) => $"{PidOf(program)}-{StartOf(program)}";

    private static int PidOf(int program) => 1_000 + (program % 30_000);

    private static long StartOf(int program) => StartNs + (program * 1_000_000L);

    private static void Add(List<string> lines, string kind, string id, int pid, string? parent, string comm, long bootNs, string more)
        => lines.Add($$"""{"kind":"{{kind}}","time":"{{Time(bootNs)}}","bootNs":{{bootNs}},"process":"{{id}}","pid":{{pid}},"tid":{{pid}},"parent":{{(parent is null ? "null" : $"\"{parent}\"")}},"comm":"{{comm}}"{{more}}}""");

    private static string Time(long bootNs)
    {
        var ns = EpochUnixNs + bootNs;
        return $"{DateTimeOffset.FromUnixTimeSeconds(ns / 1_000_000_000):yyyy-MM-ddTHH:mm:ss}.{ns % 1_000_000_000:D9}Z";
    }
}
