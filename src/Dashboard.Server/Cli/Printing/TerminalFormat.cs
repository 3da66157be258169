using System.Buffers;
using System.Text;
using Dashboard.Core.Events;

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
        output.Write(json ? Encoding.UTF8.GetBytes(EscapeJson(Encoding.UTF8.GetString(line))) : Encoding.UTF8.GetBytes(KernelText.Display(KernelText.Decode(line))));
        output.Write("\n"u8);
    }

    /// <summary>The same value: \u202e, and a pair of them for what lies beyond 16 bits.</summary>
    private static string EscapeJson(string line)
    {
        if (!HiddenCharacters.AreIn(line))
        {
            return line;
        }

        var shown = new StringBuilder(line.Length + 16);
        Span<char> units = stackalloc char[2];
        foreach (var rune in line.EnumerateRunes())
        {
            var count = rune.EncodeToUtf16(units);
            foreach (var unit in units[..count])
            {
                _ = HiddenCharacters.Contains(rune) ? shown.Append("\\u").Append(((int)unit).ToString("x4")) : shown.Append(unit);
            }
        }

        return shown.ToString();
    }
}
