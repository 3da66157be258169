using System.Text.Json;
using MessagePack;

namespace Dashboard.Server.Hubs;

/// <summary>The same value in MessagePack, for JSON that this program has written itself.</summary>
internal static class JsonToMessagePack
{
    /// <summary>As deep as System.Text.Json goes unless it is asked to go deeper.</summary>
    private const int MaxDepth = 64;

    [ThreadStatic]
    private static List<int>? _counts;

    public static void Write(ref MessagePackWriter writer, ReadOnlySpan<byte> json)
    {
        var counts = _counts ??= [];
        Count(json, counts);
        var next = 0;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteMapHeader(counts[next++]);
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteArrayHeader(counts[next++]);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String when !reader.ValueIsEscaped:
                    writer.WriteString(reader.ValueSpan);
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String:
                    writer.Write(reader.GetString());
                    break;
                case JsonTokenType.Number when reader.TryGetInt64(out var whole):
                    writer.Write(whole);
                    break;
                case JsonTokenType.Number:
                    writer.Write(reader.GetDouble());
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    writer.Write(reader.GetBoolean());
                    break;
                default:
                    writer.WriteNil();
                    break;
            }
        }
    }

    /// <summary>How many properties each object has, and items each array, in the order in which they begin: MessagePack says it first.</summary>
    private static void Count(ReadOnlySpan<byte> json, List<int> counts)
    {
        counts.Clear();
        Span<(int At, bool IsArray)> open = stackalloc (int, bool)[MaxDepth + 1];
        var depth = 0;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            var type = reader.TokenType;
            if (type is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                depth--;
                continue;
            }

            // In an object the names are counted, in an array whatever comes.
            if (depth > 0 && (open[depth - 1].IsArray || type == JsonTokenType.PropertyName))
            {
                counts[open[depth - 1].At]++;
            }

            if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open[depth++] = (counts.Count, type == JsonTokenType.StartArray);
                counts.Add(0);
            }
        }
    }
}
