using System.Buffers;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Cli.Printing;

/// <summary>
/// Another format for a terminal: what processes chose must not move its cursor, colour it, or look like a line of ours.
/// An event is one line, so each line break but the last is a process's.
/// </summary>
/// <param name="json">True when the lines are JSON, and stay it: then escapes are those of JSON.</param>
internal sealed class TerminalFormat(IEventFormat format, bool json) : IEventFormat
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public bool NeedsPathAtEnter => format.NeedsPathAtEnter;

    public void Write(LifecycleEvent e, IBufferWriter<byte> output)
    {
        _line.ResetWrittenCount();
        format.Write(e, _line);
        if (_line.WrittenCount == 0)
        {
            return;
        }

        var line = _line.WrittenSpan.TrimEnd((byte)'\n');
        output.Write(json ? Encoding.UTF8.GetBytes(HiddenCharacters.EscapeJson(Encoding.UTF8.GetString(line))) : Encoding.UTF8.GetBytes(KernelText.Display(KernelText.Decode(line))));
        output.Write("\n"u8);
    }
}
