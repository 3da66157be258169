using System.Buffers;
using System.Globalization;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Cli.Printing;

/// <summary>
/// What the tutorial's bpftrace script prints, byte for byte. Its two probes are sys_enter_execve and sys_exit_execve:
/// <code>
/// ENTER pid: %d -- comm:%s -- %s
/// EXIT pid: %d -- ret: %d --comm %s
/// </code>
/// </summary>
/// <remarks>
/// So an execveat has no ENTER line, but when it succeeds it has an EXIT line: the kernel has replaced the registers
/// that hold the number of the returning call, and x86 reports execve. An exec without a syscall (started by the
/// kernel, or 32-bit) has neither line.
/// </remarks>
internal sealed class BpftraceFormat : IEventFormat
{
    private const string Execve = "execve";
    private const string Execveat = "execveat";

    public bool NeedsPathAtEnter => true;

    public void Write(LifecycleEvent e, IBufferWriter<byte> output)
    {
        switch (e)
        {
            case ExecEnterEvent { Syscall: Execve } enter:
                Write(output, "ENTER pid: "u8, enter.Pid);
                output.Write(" -- comm:"u8);
                output.Write(KernelText.Encode(enter.Comm));
                output.Write(" -- "u8);
                output.Write(KernelText.Encode(enter.Path ?? ""));
                output.Write("\n"u8);
                break;
            case ExecExitEvent { Syscall: Execve } or ExecExitEvent { Syscall: Execveat, Succeeded: true }:
                Write(output, "EXIT pid: "u8, e.Pid);
                Write(output, " -- ret: "u8, ((ExecExitEvent)e).Ret);
                output.Write(" --comm "u8);
                output.Write(KernelText.Encode(e.Comm));
                output.Write("\n"u8);
                break;
        }
    }

    private static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> text, long number)
    {
        output.Write(text);
        output.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
    }
}
