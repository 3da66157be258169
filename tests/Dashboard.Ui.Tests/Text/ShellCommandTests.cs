using Dashboard.Core.Events;
using Dashboard.Core.Processes;
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

    [Theory]
    [InlineData(false, 1, "cc -a")]
    [InlineData(true, 1, "cc -a  # the rest of the arguments was not kept")]
    [InlineData(true, 0, "cc  # the arguments were not kept")]
    public void Of_AnImage_SaysWhatWasNotKept(bool isCut, int args, string command)
        => Assert.Equal(command, ShellCommand.Of(new Image
        {
            N = 1, Time = default, BootNs = 1, Comm = "cc", Path = "cc", Args = args == 0 ? [] : ["cc", "-a"], ArgsTruncated = isCut,
        }));
}
