using Dashboard.Core.Events;
using Dashboard.Ui.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Text;

public sealed class ShellCommandTests
{
    [Fact]
    public void Of_PlainArguments_StayAsTheyAre()
        => Assert.Equal("gcc -O2 -c file.c", ShellCommand.Of("/usr/bin/gcc", ["/usr/bin/gcc", "-O2", "-c", "file.c"]).Replace("/usr/bin/", ""));

    [Fact]
    public void Of_SpacesQuotesAndControlBytes_ReadBackAsTheSame()
        => Assert.Equal("printf 'two words' $'it\\'s' '' $'a\\n\\x1b[31m'",
            ShellCommand.Of(["printf", "two words", "it's", "", "a\n\u001b[31m"]));

    [Fact]
    public void Of_InvalidUtf8_IsWrittenAsBytes()
        => Assert.Equal("echo $'\\xff'", ShellCommand.Of(["echo", KernelText.Decode([0xff])]));

    [Fact]
    public void Of_NameThatIsTheFileName_RunsThePath()
        => Assert.Equal("/usr/bin/make all", ShellCommand.Of("/usr/bin/make", ["make", "all"]));

    [Fact]
    public void Of_OtherName_SaysBoth()
        => Assert.Equal("(exec -a -bash /bin/bash -l)", ShellCommand.Of("/bin/bash", ["-bash", "-l"]));
}
