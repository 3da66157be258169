using System.Buffers;
using System.Text.Json;
using Dashboard.Core.Events;
using MessagePack;
using MessagePack.Formatters;

namespace Dashboard.Server.Hubs;

/// <summary>
/// A batch in MessagePack: made from its JSON, so that the two protocols cannot differ in a name or a form. A client that
/// reads it gets maps with the keys of docs/events.md.
/// </summary>
internal sealed class EventBatchFormatter : IMessagePackFormatter<EventBatch?>
{
    /// <summary>A larger buffer is not kept: batches of long command lines are rare.</summary>
    private const int MostKept = 1 << 20;

    /// <summary>One formatter serves all connections, each on a thread of its own.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _bytes;

    public void Serialize(ref MessagePackWriter writer, EventBatch? value, MessagePackSerializerOptions options)
    {
        var bytes = _bytes ??= new ArrayBufferWriter<byte>();
        bytes.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = EventJson.Options.Encoder, SkipValidation = true }))
        {
            JsonSerializer.Serialize(json, value, EventJson.Options);
        }

        JsonToMessagePack.Write(ref writer, bytes.WrittenSpan);
        _bytes = bytes.Capacity <= MostKept ? bytes : null;
    }

    /// <summary>Batches go to the clients only.</summary>
    public EventBatch? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        => throw new NotSupportedException("The hub takes no batches.");
}
