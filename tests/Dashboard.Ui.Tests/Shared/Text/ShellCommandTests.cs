using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

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

    [Fact]
    public void Of_NameWithoutASlash_IsOfTheDirectoryAsExecveTakesIt()
        => Assert.Equal("./tool -v", ShellCommand.Of("tool", ["tool", "-v"]));

    /// <summary>Pasted into bash, the command of a script runs that script with the same arguments.</summary>
    [Fact]
    public async Task Of_AScript_GivesTheSameArgumentsInBash()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("lifecycle-");
        var script = System.IO.Path.Combine(directory.FullName, "say.sh");
        await System.IO.File.WriteAllTextAsync(script, "printf '<%s>' \"$@\"\n", TestContext.Current.CancellationToken);
        // The arguments the kernel passes for "#!/bin/sh -e".
        var image = new Image
        {
            N = 1, Time = default, BootNs = 1, Comm = "say.sh", Path = script, Interpreter = "/bin/sh", Args = ["/bin/sh", "-e", script, "one two", "it's"],
        };

        using var bash = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/bash", ["-c", ShellCommand.Of(image)]) { RedirectStandardOutput = true })!;
        var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        directory.Delete(recursive: true);
        Assert.Equal("<one two><it's>", said);
    }

    [Fact]
    public void Of_AScriptWithoutItsArguments_IsThatScript()
        => Assert.Equal("./say.sh  # the arguments were not kept", ShellCommand.Of(new Image
        {
            N = 1, Time = default, BootNs = 1, Comm = "say.sh", Path = "./say.sh", Interpreter = "/bin/sh", Args = [], ArgsTruncated = true,
        }));

    [Theory]
    [InlineData("/dev/fd/3", null, "sleep 1  # /dev/fd/3 was run by its descriptor: the file is not known")]
    [InlineData("/dev/fd/5", "/bin/sh", "(exec -a sleep /bin/sh 1)  # /dev/fd/5 was run by its descriptor: the file is not known")]
    [InlineData("/dev/fd/4/sleep", null, "sleep 1  # /dev/fd/4/sleep was run by its descriptor: the file is not known")]
    public void Of_AProgramRunByDescriptor_SaysThatTheFileIsNotKnown(string path, string? interpreter, string command)
        => Assert.Equal(command, ShellCommand.Of(new Image
        {
            N = 1, Time = default, BootNs = 1, Comm = "sleep", Path = path, Interpreter = interpreter, Args = ["sleep", "1"],
        }));

    [Theory]
    [InlineData(false, 1, "./cc -a")]
    [InlineData(true, 1, "./cc -a  # the rest of the arguments was not kept")]
    [InlineData(true, 0, "./cc  # the arguments were not kept")]
    [InlineData(false, null, "./cc  # the arguments could not be read")]
    public void Of_AnImage_SaysWhatWasNotKept(bool isCut, int? args, string command)
        => Assert.Equal(command, ShellCommand.Of(new Image
        {
            N = 1, Time = default, BootNs = 1, Comm = "cc", Path = "cc", Args = args switch { null => null, 0 => [], _ => ["cc", "-a"] }, ArgsTruncated = isCut,
        }));
}
