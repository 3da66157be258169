using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Core.Events;

/// <summary>The JSON of an event: one shape for HTTP, the hub, the command line and recordings.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Recordings written by other tools need not put "kind" first.
        AllowOutOfOrderMetadataProperties = true,
        // Paths hold +, & and letters of every script; the output is application/json, never pasted into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(LifecycleEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, Options);

    /// <summary>Reads one event. On bad input, the error completes a sentence: "it is not JSON".</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out LifecycleEvent? e, [NotNullWhen(false)] out string? error)
    {
        try
        {
            e = JsonSerializer.Deserialize<LifecycleEvent>(json, Options);
            error = e is null ? "it holds no event" : null;
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            e = null;
            error = EventProblem.Of(json, problem);
        }

        return e is not null;
    }
}
