using System.Buffers.Text;
using System.Text;
using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>Where the next page begins. Opaque to clients: base64url of a letter for the list and the last item's key.</summary>
internal static class Cursor
{
    private const char OfEvents = 'e';
    private const char OfProcesses = 'p';

    public static string After(ProcessId id) => Write(OfProcesses, id.ToString());

    public static string After(long seq) => Write(OfEvents, seq.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static ProcessId? ReadProcess(string? cursor)
        => cursor is null ? null : ProcessId.TryParse(Read(OfProcesses, cursor), out var id) ? id : throw Bad();

    public static long? ReadEvent(string? cursor)
        => cursor is null ? null : long.TryParse(Read(OfEvents, cursor), out var seq) ? seq : throw Bad();

    private static string Write(char list, string key) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(list + key));

    private static string Read(char list, string cursor)
    {
        try
        {
            var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
            return text.StartsWith(list) ? text[1..] : throw Bad();
        }
        catch (FormatException)
        {
            throw Bad();
        }
    }

    private static BadInputException Bad()
        => new("The cursor is not one of this list.", "Hand back \"next\" of the page before, or leave cursor away to begin with the newest.");
}
