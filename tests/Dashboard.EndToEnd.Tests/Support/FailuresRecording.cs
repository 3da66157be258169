using System.Globalization;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// Eight seconds with everything that fails, or looks like it: exits, signals, failed execs and forks, a PATH search that worked and one
/// that did not, processes that still run, and a storm in one second.
/// </summary>
public sealed class FailuresRecording : RecordedServer
{
    public const int Storm = 300;

    private const string Shell = "200-200000";
    private const long BeginNs = 1_000_000_000;

    private readonly List<string> _lines = ["""{"kind":"snapshot","process":"200-200000","comm":"bash","bootNs":1000000000,"time":"2026-11-01T12:00:00Z"}"""];
    private int _pid = 1_000;

    protected override IReadOnlyList<string> Lines => Written();

    private List<string> Written()
    {
        for (var second = 0; second < 6; second++)
        {
            var backup = Fork(second * 1_000);
            Exec(backup, "backup", (second * 1_000) + 1);
            Exit(backup, "backup", (second * 1_000) + 20, "\"exitCode\":1");
        }

        var killed = Fork(500);
        Exec(killed, "server", 501);
        Exit(killed, "server", 2_500, $"\"signal\":9,\"by\":{{\"id\":\"{Shell}\",\"pid\":200,\"comm\":\"bash\"}}");
        var crashed = Fork(600);
        Exec(crashed, "crash", 601);
        Exit(crashed, "crash", 2_600, "\"signal\":11,\"coreDumped\":true");

        // Found in the third directory: two lookups, and no failure.
        var found = Fork(3_100);
        FailedExec(found, "/usr/local/bin/tool", -2, 3_101);
        FailedExec(found, "/usr/bin/tool", -2, 3_102);
        Exec(found, "tool", 3_103);
        Exit(found, "tool", 3_110, "\"exitCode\":0");

        // Never found: a lookup, and a failure at the end.
        var lost = Fork(3_200);
        FailedExec(lost, "/usr/bin/gone", -2, 3_201);
        FailedExec(lost, "/bin/gone", -2, 3_202);
        Exit(lost, "bash", 3_210, "\"exitCode\":127");

        // Failed calls of processes that end well, or run on.
        var denied = Fork(3_300);
        FailedExec(denied, "/opt/denied", -13, 3_301);
        Exec(denied, "instead", 3_302);
        Exit(denied, "instead", 3_310, "\"exitCode\":0");
        var running = Fork(3_400);
        Exec(running, "daemon", 3_401);
        FailedExec(running, "/opt/plugin", -8, 3_450);
        var crowded = Fork(3_500);
        Exec(crowded, "crowded", 3_501);
        Add("fork.fail", crowded, "crowded", 3_550, "\"syscall\":\"clone\",\"ret\":-11");
        Exec(Fork(3_600), "sleep", 3_601);

        for (var i = 0; i < Storm; i++)
        {
            var step = Fork(4_100 + (i * 2));
            Exec(step, "step", 4_100 + (i * 2));
            Exit(step, "step", 4_101 + (i * 2), i % 3 == 0 ? "\"exitCode\":2" : "\"exitCode\":0");
        }

        Exit(Fork(7_900), "bash", 7_910, "\"exitCode\":0");
        return [.. _lines.OrderBy(line => line.StartsWith("{\"kind\":\"snapshot\"", StringComparison.Ordinal) ? 0 : 1).ThenBy(TimeOf)];
    }

    private string Fork(int ms)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{++_pid}-{BeginNs + (ms * 1_000_000L)}");
        Add("fork", id, "bash", ms, $"\"how\":\"fork\",\"by\":{{\"id\":\"{Shell}\",\"pid\":200,\"comm\":\"bash\"}}");
        return id;
    }

    private void Exec(string id, string name, int ms)
        => Add("exec.exit", id, name, ms, $"\"syscall\":\"execve\",\"path\":\"/bin/{name}\",\"args\":[\"{name}\"],\"argCount\":1,\"ret\":0");

    private void FailedExec(string id, string path, int ret, int ms)
        => Add("exec.exit", id, "bash", ms, $"\"syscall\":\"execve\",\"path\":\"{path}\",\"ret\":{ret}");

    private void Exit(string id, string name, int ms, string how) => Add("exit", id, name, ms, how);

    private void Add(string kind, string id, string comm, int ms, string more)
    {
        var pid = id[..id.IndexOf('-', StringComparison.Ordinal)];
        _lines.Add(string.Create(CultureInfo.InvariantCulture,
            $$"""{"kind":"{{kind}}","bootNs":{{BeginNs + (ms * 1_000_000L)}},"time":"2026-11-01T12:00:{{ms / 1000:00}}.{{ms % 1000:000}}Z","process":"{{id}}","pid":{{pid}},"tid":{{pid}},"parent":"{{Shell}}","comm":"{{comm}}",{{more}}}"""));
    }

    private static long TimeOf(string line)
    {
        const string Field = "\"bootNs\":";
        var from = line.IndexOf(Field, StringComparison.Ordinal) + Field.Length;
        return long.Parse(line[from..line.IndexOf(',', from)], CultureInfo.InvariantCulture);
    }
}
