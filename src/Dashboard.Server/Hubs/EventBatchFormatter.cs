using MessagePack;
using MessagePack.Formatters;

namespace Dashboard.Server.Hubs;

/// <summary>A batch in MessagePack: a map with the same keys as in JSON.</summary>
internal sealed class EventBatchFormatter : IMessagePackFormatter<EventBatch?>
{
    private static readonly LifecycleEventFormatter Events = new();

    public void Serialize(ref MessagePackWriter writer, EventBatch? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteMapHeader(4);
        writer.Write("fromSeq");
        writer.Write(value.FromSeq);
        writer.Write("toSeq");
        writer.Write(value.ToSeq);
        writer.Write("skipped");
        writer.Write(value.Skipped);
        writer.Write("events");
        writer.WriteArrayHeader(value.Events.Count);
        foreach (var e in value.Events)
        {
            Events.Serialize(ref writer, e, options);
        }
    }

    /// <summary>Batches go to the clients only.</summary>
    public EventBatch? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        => throw new NotSupportedException("The hub takes no batches.");
}
