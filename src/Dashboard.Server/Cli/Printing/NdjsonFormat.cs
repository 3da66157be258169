using System.Buffers;
using System.Text.Json;
using Dashboard.Core.Events;

namespace Dashboard.Server.Cli.Printing;

/// <summary>One JSON object a line: what /events/stream sends and --replay reads.</summary>
internal sealed class NdjsonFormat : IEventFormat
{
    public void Write(LifecycleEvent e, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = EventJson.Options.Encoder, SkipValidation = true }))
        {
            JsonSerializer.Serialize(json, e, EventJson.Options);
        }

        output.Write("\n"u8);
    }
}
