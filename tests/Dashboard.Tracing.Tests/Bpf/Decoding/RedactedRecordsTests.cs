using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Redaction;
using Dashboard.Tests.Shared.Secrets;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Tests.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Decoding;

/// <summary>Secrets are taken out before an event is made, and cleared where they came from.</summary>
public sealed class RedactedRecordsTests
{
    private readonly RecordDecoder _decoder = new(0, new Redactor(RedactionRules.Default));
    private readonly RecordBuilder _records = new();

    [Fact]
    public void Exec_WithASecret_HasTheMarkAndTheRule_AndTheBatchHasNeither()
    {
        var batch = Batch("app", "--password=hunter22", "x");

        var exec = Decode(batch);

        Assert.Equal(["app", "--password=‹redacted:password›", "x"], exec.Args!);
        Assert.Equal(["password"], exec.Redacted!);
        Assert.Equal((false, 3), (exec.ArgsTruncated, exec.ArgCount));
        Assert.DoesNotContain("hunter22", Encoding.Latin1.GetString(batch));
    }

    [Fact]
    public void Exec_WithoutASecret_IsLeftAsItIs()
    {
        var batch = Batch("gcc", "-c", "passwd.c");

        var exec = Decode(batch);

        Assert.Equal(["gcc", "-c", "passwd.c"], exec.Args!);
        Assert.Null(exec.Redacted);
        Assert.Contains("passwd.c", Encoding.Latin1.GetString(batch));
    }

    /// <summary>Objects are used again: what the event before had must not be in the next.</summary>
    [Fact]
    public void Exec_AfterARedactedOne_HasNoRules()
    {
        _decoder.Pool.Return(Decode(Batch("app", "--password=hunter22")));

        Assert.Null(Decode(Batch("app", "-v")).Redacted);
    }

    [Fact]
    public void Exec_OfEachLabelledLine_KeepsNoSecretThatIsKnown()
    {
        var redactor = new Redactor(RedactionRules.Default);
        foreach (var line in LabelledLine.All)
        {
            var expected = redactor.Redact(line.Args, isCut: false, out var rules);
            var exec = Decode(Batch([.. line.Args]));

            Assert.Equal(expected, exec.Args!);
            Assert.Equal(rules.Count > 0 ? rules : null, exec.Redacted);
        }
    }

    [Fact]
    public void PathAndName_WithASecret_AreRedacted()
    {
        _records.Add(
            new ExecEnterRecord { Header = _records.Header(RecordKind.ExecEnter, 7, 400, "token=abc12345"), Syscall = RecordSyscall.Execve, PathBytes = 27 },
            [.. "/tmp/token=3f9a77b1c0ffee42"u8]);

        for (var i = 0; i < 2; i++)
        {
            var enter = (ExecEnterEvent)Events(_records.Bytes)[0];

            Assert.Equal(("token=‹redacted:token›", "/tmp/token=‹redacted:token›"), (enter.Comm, enter.Path));
        }
    }

    private static byte[] Batch(params string[] args)
    {
        var records = new RecordBuilder();
        var block = Encoding.UTF8.GetBytes(string.Concat(args.Select(arg => arg + '\0')));
        return records.Add(
            new ExecRecord { Header = records.Header(RecordKind.Exec, 7, 500), OldTid = 7, Argc = (uint)args.Length, PathBytes = 2, ArgsBytes = (uint)block.Length },
            [.. "/a"u8, .. block]).Bytes;
    }

    private ExecExitEvent Decode(byte[] batch) => (ExecExitEvent)Events(batch)[0];

    private List<LifecycleEvent> Events(byte[] batch)
    {
        var events = new List<LifecycleEvent>();
        _decoder.Decode(batch, events);
        return events;
    }
}
