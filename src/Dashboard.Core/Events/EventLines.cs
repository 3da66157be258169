using System.Buffers;
using System.Text.Json;

namespace Dashboard.Core.Events;

/// <summary>Writes events as NDJSON with <see cref="EventJson"/>, reusing one writer. Not thread-safe.</summary>
public sealed class EventLines : IDisposable
{
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = EventJson.Options.Encoder, SkipValidation = true });

    public void Write(LifecycleEvent e, IBufferWriter<byte> output)
    {
        _json.Reset(output);
        JsonSerializer.Serialize(_json, e, EventJson.Options);
        _json.Flush();
        output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();
}
