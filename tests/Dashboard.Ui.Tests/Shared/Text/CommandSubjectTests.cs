using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class CommandSubjectTests
{
    [Theory]
    [InlineData("/usr/libexec/cc1 -quiet -imultiarch x86_64-linux-gnu hello.c -quiet -dumpbase hello.c -dumpbase-ext .c -mtune=generic -march=x86-64 -o /tmp/ccq7.s", " on hello.c")]
    [InlineData("as --64 -o hello.o /tmp/ccq7.s", " on /tmp/ccq7.s")]
    [InlineData("/usr/bin/ld -o prog crt1.o main.o -lc crtn.o", " (ld -o prog crt1.o main.o -lc crtn.o)")]
    [InlineData("python3 tests/run.py --fast 3.5", " on tests/run.py")]
    [InlineData("cat /etc/no-such-file", " (cat /etc/no-such-file)")]
    [InlineData("true", "")]
    public void Of_Arguments_NamesTheFileElseTheCommand(string command, string subject)
        => Assert.Equal(subject, CommandSubject.Of(command.Split(' ')));

    [Fact]
    public void Of_ScriptOfAShell_IsTheCommandShortened()
    {
        Assert.Equal(" (sh -c 'exit 3')", CommandSubject.Of(["/bin/sh", "-c", "exit 3"]));
        Assert.EndsWith("…)", CommandSubject.Of(["sh", "-c", new string('x', 200)]));
        Assert.Equal("", CommandSubject.Of(null));
    }
}
