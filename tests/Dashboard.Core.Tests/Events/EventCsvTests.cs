using System.Text;
using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Events;

public sealed class EventCsvTests
{
    private static readonly ProcessId Shell = new(200, 200_000);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\\tx")]
    [InlineData("\rx", "'\\rx")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("\uff1d1+1", "'\uff1d1+1")]
    [InlineData("/bin/a=b", "/bin/a=b")]
    public void Append_TextThatIsAFormula_IsGuarded(string path, string cell)
        => Assert.Contains($",execve,{cell},", Line(new ExecExitEvent { Syscall = "execve", Path = path }));

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "two\\nlines")]
    [InlineData("\u001b[31m", "\\x1b[31m")]
    public void Append_TextWithSeparators_IsQuotedAndOnOneLine(string path, string cell)
    {
        var line = Line(new ExecExitEvent { Syscall = "execve", Path = path });

        Assert.Contains($",execve,{cell},", line);
        Assert.Equal(2, line.Split("\r\n").Length);
        Assert.DoesNotContain('\n', line[..^2]);
    }

    [Fact]
    public void Append_Numbers_StayNumbers()
        => Assert.Contains(",-2,ENOENT,false,9000,", Line(new ExecExitEvent { Ret = -2, DurationNs = 9_000 }));

    [Fact]
    public void Append_CutArguments_SaysSo()
        => Assert.EndsWith(",900,true,false,false,false,\"[]\",,,,,,,,\r\n", Line(new ExecExitEvent { Args = [], ArgCount = 900, ArgsTruncated = true }));

    [Theory]
    [InlineData("a b")]
    [InlineData("a", "b")]
    [InlineData("")]
    [InlineData("say \"hi\", again", "-x", "=1+1", "\\", "two\nlines", "\u001b[31m", "\u202ereversed", "\U000e0061", "\uef80 raw", "é")]
    public void Append_Arguments_CanBeReadBack(params string[] args)
    {
        var line = Line(new ExecExitEvent { Syscall = "execve", Path = "/bin/a", Args = args })[..^2];

        Assert.Equal(args, JsonSerializer.Deserialize<string[]>(Cells(line)[Cells(EventCsv.Header).IndexOf("args_json")]));
        Assert.False(HiddenCharacters.AreIn(line));
    }

    [Fact]
    public void Append_EachKind_HasTheColumnsOfTheHeader()
    {
        LifecycleEvent[] kinds =
        [
            new ForkEvent { How = ForkMethod.Vfork, By = new ProcessReference(Shell, 200, "sh,") }, new ForkFailEvent { Syscall = "clone", Ret = -11 },
            new ExecEnterEvent { Syscall = "execve", Path = "/a" }, new ExecExitEvent { Syscall = "execve", Path = "/a", Args = ["a", "b c"] },
            new RenameEvent { From = "a", To = "b" }, new CredentialsEvent(), new ExitEvent { Signal = 9 }, new ReapEvent(), new LostEvent { Count = 3, Cause = "ring full" },
            new ClockEvent { FromOffsetNs = 1, ToOffsetNs = -2 },
        ];
        Assert.Equal(EventKinds.Published, kinds.Select(k => k.Kind));

        Assert.All(kinds, kind => Assert.Equal(Cells(EventCsv.Header).Count, Cells(Line(kind).TrimEnd()).Count));
    }

    [Fact]
    public void Append_ExecutableAndChanges_HaveColumns()
    {
        var exec = Cells(Line(new ExecExitEvent
        {
            Exe = new ExecutableFile("/usr/bin/a b", "8:1", ulong.MaxValue), Context = new ProcessContext { Gid = 33, LoginUid = 1000 },
        }).TrimEnd());
        var change = new CredentialsEvent();
        change.Fill(new ProcessContext { Uid = 33, Session = 7, Cgroup = "/a" });
        change.Compare(new ProcessContext { Uid = 0, Session = 7 });

        Assert.Equal(["/usr/bin/a b", "8:1", "18446744073709551615", "33", "1000", ""], exec[^8..^2]);
        Assert.Equal("uid 0 to 33, cgroup not known to /a", Cells(Line(change).TrimEnd())[^3]);
    }

    [Fact]
    public void Append_EachKindOfFormulasOnly_HasACellThatBeginsOneOnlyWhereItIsANumber()
    {
        const string Formula = "=cmd";
        var context = new ProcessContext { User = Formula, Cgroup = Formula, Container = Formula };
        var by = new ProcessReference(Shell, 200, Formula);
        LifecycleEvent[] kinds =
        [
            new ForkEvent { Comm = Formula, How = ForkMethod.Vfork, By = by, Context = context }, new ForkFailEvent { Comm = Formula, Syscall = Formula, Ret = -524 },
            new ExecEnterEvent { Comm = Formula, Syscall = Formula, Path = Formula, Args = [Formula] },
            new ExecExitEvent { Comm = Formula, Syscall = Formula, Path = Formula, Interpreter = Formula, Args = [Formula, Formula], Ret = -2, Context = context },
            new RenameEvent { Comm = Formula, From = Formula, To = Formula }, new ExitEvent { Comm = Formula, ExitCode = -1, By = by },
            new ExitEvent { Signal = 99 }, new ReapEvent { Comm = Formula, By = by }, new LostEvent { Count = 3, Cause = Formula },
        ];

        foreach (var kind in kinds)
        {
            var cells = Cells(Line(kind).TrimEnd());
            Assert.Contains(cells, c => c.StartsWith("'=", StringComparison.Ordinal) || kind is ExitEvent { Signal: 99 });
            Assert.All(cells.Where(c => c.Length > 0 && "=+-@".Contains(c[0])), c => Assert.True(long.TryParse(c, out _), $"{kind.Kind}: {c}"));
        }
    }

    /// <summary>Splits a line as a spreadsheet does.</summary>
    private static List<string> Cells(string line)
    {
        var (cells, quoted) = (new List<string> { "" }, false);
        foreach (var c in line)
        {
            quoted ^= c == '"';
            if (c == ',' && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += c;
            }
        }

        return [.. cells.Select(c => c.StartsWith('"') ? c[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : c)];
    }

    private static string Line(LifecycleEvent e)
    {
        var line = new StringBuilder();
        EventCsv.Append(line, new Story().Add(Shell, e).Take()[0]);
        return line.ToString();
    }
}
