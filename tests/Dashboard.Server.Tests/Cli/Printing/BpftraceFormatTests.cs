using System.Buffers;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Server.Cli.Printing;

namespace Dashboard.Server.Tests.Cli.Printing;

public sealed class BpftraceFormatTests
{
    private static readonly ProcessId Id = new(4312, 1);

    [Fact]
    public void Write_Enter_TheTutorialsLine()
        => Assert.Equal(
            "ENTER pid: 4312 -- comm:bash -- /bin/ls\n",
            Print(new ExecEnterEvent { Syscall = "execve", Path = "/bin/ls", Process = Id, Tid = 4313, Comm = "bash" }));

    [Theory]
    [InlineData("execve", 0, "EXIT pid: 4312 -- ret: 0 --comm ls\n")]
    [InlineData("execve", -2, "EXIT pid: 4312 -- ret: -2 --comm ls\n")]
    // On x86 a successful execveat returns through sys_exit_execve; a failed one does not.
    [InlineData("execveat", 0, "EXIT pid: 4312 -- ret: 0 --comm ls\n")]
    [InlineData("execveat", -2, "")]
    // Started by the kernel, or 32-bit.
    [InlineData(null, 0, "")]
    public void Write_Exit_AsTheTwoProbesWould(string? syscall, long ret, string line)
        => Assert.Equal(line, Print(new ExecExitEvent { Syscall = syscall, Ret = ret, Process = Id, Tid = 4312, Comm = "ls" }));

    [Fact]
    public void Write_OtherEvents_Nothing()
    {
        Assert.Empty(Print(new ExecEnterEvent { Syscall = "execveat", Path = "/bin/ls", Process = Id }));
        Assert.Empty(Print(new ForkEvent { Process = Id }));
        Assert.Empty(Print(new ExitEvent { Process = Id }));
        Assert.Empty(Print(new LostEvent { Cause = "ring full" }));
    }

    [Fact]
    public void Write_InvalidUtf8_TheSameBytes()
    {
        byte[] path = [(byte)'/', 0xff, (byte)'\n', 0xc3, 0xa4, 0x1b];
        var output = new ArrayBufferWriter<byte>();

        new BpftraceFormat().Write(new ExecEnterEvent { Syscall = "execve", Path = KernelText.Decode(path), Process = Id, Comm = "sh" }, output);

        Assert.Equal([.. "ENTER pid: 4312 -- comm:sh -- "u8, .. path, (byte)'\n'], output.WrittenSpan.ToArray());
    }

    private static string Print(LifecycleEvent e)
    {
        var output = new ArrayBufferWriter<byte>();
        new BpftraceFormat().Write(e, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
