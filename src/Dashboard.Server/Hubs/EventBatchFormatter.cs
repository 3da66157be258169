using Dashboard.Core.Statistics;
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

        writer.WriteMapHeader(5);
        writer.Write("fromSeq");
        writer.Write(value.FromSeq);
        writer.Write("toSeq");
        writer.Write(value.ToSeq);
        writer.Write("skipped");
        writer.Write(value.Skipped);
        writer.Write("summary");
        writer.WriteArrayHeader(value.Summary.Count);
        foreach (var ended in value.Summary)
        {
            Write(ref writer, ended);
        }

        writer.Write("events");
        writer.WriteArrayHeader(value.Events.Count);
        foreach (var e in value.Events)
        {
            Events.Serialize(ref writer, e, options);
        }
    }

    private static void Write(ref MessagePackWriter writer, ExitSummary ended)
    {
        writer.WriteMapHeader(4);
        writer.Write("comm");
        writer.Write(ended.Comm);
        writer.Write("count");
        writer.Write(ended.Count);
        writer.Write("failed");
        writer.Write(ended.Failed);
        writer.Write("medianNs");
        if (ended.MedianNs is { } median)
        {
            writer.Write(median);
        }
        else
        {
            writer.WriteNil();
        }
    }

    /// <summary>Batches go to the clients only.</summary>
    public EventBatch? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        => throw new NotSupportedException("The hub takes no batches.");
}
