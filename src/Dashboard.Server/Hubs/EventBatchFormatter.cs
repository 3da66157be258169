using System.Buffers;
using System.Text.Json;
using Dashboard.Core.Events;
using MessagePack;
using MessagePack.Formatters;

namespace Dashboard.Server.Hubs;

/// <summary>
/// Writes a batch as MessagePack, converted from its JSON, so that both protocols use the same names and values. Clients
/// get maps with the keys of docs/events.md.
/// </summary>
internal sealed class EventBatchFormatter : IMessagePackFormatter<EventBatch?>
{
    /// <summary>Larger buffers are not kept: batches of long command lines are rare.</summary>
    private const int MaxKeptBytes = 1 << 20;

    /// <summary>All connections share one formatter, each on its own thread.</summary>
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
        _bytes = bytes.Capacity <= MaxKeptBytes ? bytes : null;
    }

    /// <summary>Clients never send batches.</summary>
    public EventBatch? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        => throw new NotSupportedException("The hub takes no batches.");
}
