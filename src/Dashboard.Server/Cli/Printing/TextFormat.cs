using System.Buffers;
using System.Globalization;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Cli.Printing;

/// <summary>
/// One aligned line per event, for people:
/// <code>17:02:25.123456  > exec     4312 cc1              /usr/lib/gcc/cc1 -quiet main.c</code>
/// Text chosen by a process is escaped, so that it cannot move the cursor.
/// </summary>
internal sealed class TextFormat(bool colours, TimeZoneInfo zone) : IEventFormat
{
    /// <summary>TASK_COMM_LEN without the NUL.</summary>
    private const int CommWidth = 15;

    private const int WordWidth = 9;

    private const string Reset = "\e[0m";

    public void Write(LifecycleEvent e, IBufferWriter<byte> output)
    {
        var (word, colour) = EventWords.Of(e);
        var line = new StringBuilder();
        line.Append(TimeOf(e.Time)).Append("  ");
        Append(line, colour, word.PadRight(WordWidth));
        line.Append(CultureInfo.InvariantCulture, $" {(e.IsOfAProcess ? e.Pid.ToString(CultureInfo.InvariantCulture) : ""),7} ");
        line.Append(KernelText.Display(e.Comm).PadRight(CommWidth)).Append("  ");
        line.Append(EventWords.Detail(e)).Append('\n');
        output.Write(Encoding.UTF8.GetBytes(line.ToString()));
    }

    private string TimeOf(Timestamp time)
        => TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), zone).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private void Append(StringBuilder line, string colour, string word)
    {
        if (colours)
        {
            line.Append(colour).Append(word).Append(Reset);
        }
        else
        {
            line.Append(word);
        }
    }
}
