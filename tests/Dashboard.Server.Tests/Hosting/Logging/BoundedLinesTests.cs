using Dashboard.Server.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Hosting.Logging;

public sealed class BoundedLinesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _written = new();
    private readonly BoundedLines _lines;

    public BoundedLinesTests() => _lines = new BoundedLines(new LogBudget(_time));

    private string[] Written => _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Write_OneCauseTwoThousandTimes_TenLinesAMinuteAndTheCountOfTheRest()
    {
        for (var i = 0; i < 2000; i++)
        {
            Log("A", new InvalidOperationException($"defect\nin {i}"));
        }

        Assert.Equal(10, Written.Length);
        _time.Advance(TimeSpan.FromMinutes(1));
        Log("A", new InvalidOperationException("again"));

        Assert.Equal(11, Written.Length);
        Assert.Contains("(and 1990 more like it in the minute before)", Written[^1]);
    }

    [Fact]
    public void Write_OtherCauses_HaveTheirOwn()
    {
        for (var i = 0; i < 100; i++)
        {
            Log("A", new InvalidOperationException("a"));
            Log("A", new IOException("b"));
            Log("B", null);
        }

        Assert.Equal(30, Written.Length);
    }

    [Fact]
    public void Write_CausesWithoutEnd_AreBounded()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Log($"cause {i}", null);
        }

        Assert.InRange(Written.Length, 256, 266);
    }

    private void Log(string category, Exception? exception)
        => _lines.Write(new LogEntry<string>(LogLevel.Error, category, 1, "failed", exception, (text, _) => text), null, _written);
}
