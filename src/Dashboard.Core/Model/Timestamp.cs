using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>A wall-clock time in nanoseconds since 1970 (UTC). DateTimeOffset has a resolution of 100 ns only.</summary>
[JsonConverter(typeof(JsonAsIso))]
public readonly record struct Timestamp(long UnixNs) : IComparable<Timestamp>
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>Larger values overflow a long of nanoseconds: the year 2262.</summary>
    private const long MaxSeconds = long.MaxValue / NsPerSecond - 1;

    /// <summary>"2026-11-22T17:02:25.123456789Z".</summary>
    private const int TextLength = 30;

    public static Timestamp From(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks * 100);

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(UnixNs / 100);

    public int CompareTo(Timestamp other) => UnixNs.CompareTo(other.UnixNs);

    /// <summary>ISO 8601 in UTC with nine decimals: 2026-11-22T17:02:25.123456789Z.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextLength];
        Write(text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Parses ISO 8601 with up to nine decimals, or a whole number of milliseconds since 1970.</summary>
    public static bool TryParse(string? text, out Timestamp time)
    {
        time = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            if (milliseconds > MaxSeconds * 1000)
            {
                return false;
            }

            time = new Timestamp(milliseconds * 1_000_000);
            return true;
        }

        var (head, fraction, zone) = Split(text);
        if (!DateTimeOffset.TryParse(head + zone, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var whole)
            || fraction.Length > 9
            || !fraction.All(char.IsAsciiDigit)
            || whole.ToUnixTimeSeconds() is < -MaxSeconds or > MaxSeconds)
        {
            return false;
        }

        var ns = fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(9, '0'), CultureInfo.InvariantCulture);
        time = new Timestamp(whole.ToUnixTimeSeconds() * NsPerSecond + ns);
        return true;
    }

    /// <summary>Separates the decimals, because DateTimeOffset parses at most seven.</summary>
    private static (string Head, string Fraction, string Zone) Split(string text)
    {
        var dot = text.IndexOf('.');
        if (dot < 0)
        {
            return (text, "", "");
        }

        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return (text[..dot], text[(dot + 1)..end], text[end..]);
    }

    private void Write(Span<byte> text)
    {
        var seconds = Math.DivRem(UnixNs, NsPerSecond, out var ns);
        if (ns < 0)
        {
            seconds--;
            ns += NsPerSecond;
        }

        DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond).TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        text[length] = (byte)'.';
        ns.TryFormat(text[(length + 1)..], out _, "D9", CultureInfo.InvariantCulture);
        text[^1] = (byte)'Z';
    }

    private sealed class JsonAsIso : JsonConverter<Timestamp>
    {
        public override Timestamp Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
            => TryParse(reader.GetString(), out var time)
                ? time
                : throw new FieldFormatException("a time has the form 2026-11-22T17:02:25.123456789Z, from 1970 to 2262");

        public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[TextLength];
            value.Write(text);
            writer.WriteStringValue(text);
        }
    }
}
