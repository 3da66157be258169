using System.Buffers;
using System.Text.Json;
using Dashboard.Core.Events;
using MessagePack;
using MessagePack.Formatters;

namespace Dashboard.Server.Hubs;

/// <summary>
/// An event in MessagePack: made from its JSON, so that the two protocols cannot differ in a name or a form. A client
/// that reads it gets maps with the keys of docs/events.md.
/// </summary>
internal sealed class LifecycleEventFormatter : IMessagePackFormatter<LifecycleEvent?>
{
    /// <summary>One formatter serves all connections, each on a thread of its own.</summary>
    [ThreadStatic]
    private static Scratch? _scratch;

    public void Serialize(ref MessagePackWriter writer, LifecycleEvent? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        var scratch = _scratch ??= new Scratch();
        scratch.Bytes.ResetWrittenCount();
        scratch.Json.Write(value, scratch.Bytes);
        var json = new Utf8JsonReader(scratch.Bytes.WrittenSpan);
        json.Read();
        Write(ref writer, ref json);
    }

    /// <summary>Events go to the clients only.</summary>
    public LifecycleEvent? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        => throw new NotSupportedException("The hub takes no events.");

    /// <summary>What the reader stands on, with all that is in it.</summary>
    private static void Write(ref MessagePackWriter writer, ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteMapHeader(CountIn(json));
                while (json.Read() && json.TokenType != JsonTokenType.EndObject)
                {
                    writer.WriteString(json.ValueSpan);
                    json.Read();
                    Write(ref writer, ref json);
                }

                break;
            case JsonTokenType.StartArray:
                writer.WriteArrayHeader(CountIn(json));
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    Write(ref writer, ref json);
                }

                break;
            case JsonTokenType.String when json.ValueIsEscaped:
                writer.Write(json.GetString());
                break;
            case JsonTokenType.String:
                writer.WriteString(json.ValueSpan);
                break;
            case JsonTokenType.Number when json.TryGetInt64(out var whole):
                writer.Write(whole);
                break;
            case JsonTokenType.Number:
                writer.Write(json.GetDouble());
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.Write(json.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    /// <summary>Properties of the object, or items of the array, that the reader stands on: MessagePack says it first.</summary>
    private static int CountIn(Utf8JsonReader json)
    {
        var count = 0;
        while (json.Read() && json.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            count++;
            json.Skip();
        }

        return count;
    }

    private sealed class Scratch
    {
        public ArrayBufferWriter<byte> Bytes { get; } = new(1 << 10);

        public EventJsonWriter Json { get; } = new();
    }
}
