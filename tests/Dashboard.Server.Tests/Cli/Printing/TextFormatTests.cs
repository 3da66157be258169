using System.Buffers;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Server.Cli.Printing;

namespace Dashboard.Server.Tests.Cli.Printing;

public sealed class TextFormatTests
{
    private static readonly ProcessId Id = new(4312, 1_000_000_000);

    public static TheoryData<LifecycleEvent, string> Lines => new()
    {
        {
            new ForkEvent { How = ForkMethod.PosixSpawn, By = new ProcessReference(new ProcessId(7, 1), 7, "make") },
            "+ fork       4312 cc1              by 7 make (posix_spawn)"
        },
        { new ExecEnterEvent { Syscall = "execve" }, "> enter      4312 cc1              execve ?" },
        {
            new ExecExitEvent { Path = "/bin/echo", Args = ["echo", "two words", ""], ArgCount = 3, Interpreter = "/bin/sh" },
            "> exec       4312 cc1              /bin/echo 'two words' ''  (runs /bin/sh)"
        },
        {
            new ExecExitEvent { Path = "/bin/x", Args = ["x", "1"], ArgCount = 9000, ArgsTruncated = true },
            "> exec       4312 cc1              /bin/x 1 (9000 arguments)"
        },
        {
            new ExecExitEvent { Path = "/begin", PathShed = true, Ret = -2 },
            "x failed     4312 cc1              /begin…: ENOENT (-2) No such file or directory"
        },
        {
            new ExecExitEvent { Path = "/bin/nope", Ret = -2 },
            "x failed     4312 cc1              /bin/nope: ENOENT (-2) No such file or directory"
        },
        {
            new ForkFailEvent { Syscall = "clone", Ret = -11 },
            "x failed     4312 cc1              clone: EAGAIN (-11) Resource temporarily unavailable"
        },
        { new ExitEvent { ExitCode = 1, BootNs = 1_002_500_000 }, "- exit       4312 cc1              code 1 after 2.5 ms" },
        {
            new ExitEvent { Signal = 11, CoreDumped = true, BootNs = 3_000_000_000 },
            "! signal     4312 cc1              SIGSEGV, core dumped after 2 s"
        },
        { new ReapEvent(), ". reap       4312 cc1              no wait was seen" },
        { new RenameEvent { From = "a\e[2J", To = "b" }, "~ rename     4312 cc1              was a\\x1b[2J, is b" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Write_EachKind_OneAlignedLine(LifecycleEvent e, string line)
        => Assert.Equal($"17:02:25.123456  {line}\n", Print(e with
        {
            Process = Id,
            Comm = "cc1",
            Time = new Timestamp(1_795_366_945_123_456_789),
        }));

    [Fact]
    public void Write_NamesAndPathsWithControlCharacters_AreEscaped()
    {
        var line = Print(new ExecExitEvent { Process = Id, Comm = "\e]0;x\a", Path = "/tmp/a\nb", Args = ["a", "\u202e"] });

        Assert.DoesNotContain('\e', line);
        Assert.Contains("\\x1b]0;x\\x07", line);
        Assert.Contains("/tmp/a\\nb \\u202e", line);
        Assert.Equal(1, line.Count(c => c == '\n'));
    }

    [Fact]
    public void Write_HugeArgument_IsCut()
    {
        var line = Print(new ExecExitEvent { Process = Id, Path = "/bin/x", Args = ["x", new string('y', 131_072)], ArgCount = 2 });

        Assert.True(line.Length < 400);
        Assert.EndsWith("… (2 arguments)\n", line);
    }

    [Fact]
    public void Write_WithColours_OnlyTheWordIsColoured()
    {
        var line = Print(new ExecExitEvent { Process = Id, Path = "/x", Ret = -2 }, colours: true);

        Assert.Contains("\e[31mx failed \e[0m", line);
        Assert.Equal(2, line.Count(c => c == '\e'));
    }

    private static string Print(LifecycleEvent e, bool colours = false)
    {
        var output = new ArrayBufferWriter<byte>();
        new TextFormat(colours, TimeZoneInfo.Utc).Write(e, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
