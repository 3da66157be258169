using System.Globalization;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Small recordings for the events page.</summary>
internal static class EventStories
{
    private const string Head = """{"kind":"snapshot","process":"200-200000","comm":"sh","bootNs":1000000000,"time":"2026-11-01T12:00:00Z"}""";

    /// <summary>Sixty failures of one kind in twenty seconds, and forty of another kind in the last one: a hundred events.</summary>
    public static List<string> TwoTimes()
    {
        var lines = new List<string> { Head };
        for (var i = 0; i < 60; i++)
        {
            lines.Add(Failure(i * 333, "/usr/bin/always", -13));
            for (var j = 1; i >= 58 && j <= 20; j++)
            {
                lines.Add(Failure((i * 333) + (j * 10), "/opt/broken/tool", -2));
            }
        }

        return lines;
    }

    /// <summary>Ten seconds with a failure at the start and at the end, and a loss in between.</summary>
    public static List<string> WithALoss() =>
        [
            Head,
            Failure(0, "/early", -2),
            """{"kind":"lost","process":"0-0","count":12,"cause":"ring full","bootNs":6000000000,"time":"2026-11-01T12:00:05Z"}""",
            Failure(10_000, "/late", -2),
        ];

    private static string Failure(int ms, string path, int ret)
        => string.Create(CultureInfo.InvariantCulture,
            $$"""{"kind":"exec.exit","process":"200-200000","tid":200,"comm":"sh","syscall":"execve","path":"{{path}}","ret":{{ret}},"bootNs":{{1_000_000_000L + (ms * 1_000_000L)}},"time":"2026-11-01T12:00:{{ms / 1000:00}}.{{ms % 1000:000}}Z"}""");
}
