using System.Buffers;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Cli.Printing;

/// <summary>
/// Wraps another format for a terminal: text chosen by a process must not move the cursor, change colours, or imitate a
/// line of the dashboard. An event is one line, so every line break but the last comes from a process.
/// </summary>
/// <param name="json">True for lines of JSON, which must stay JSON: escapes are then JSON escapes.</param>
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
