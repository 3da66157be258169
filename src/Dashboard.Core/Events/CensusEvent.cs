using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// All processes that were there at <see cref="LifecycleEvent.BootNs"/>: what proves, after a loss, that a process which
/// the table still takes for alive has ended. Kept by the process table, not by the history.
/// </summary>
public sealed record CensusEvent() : LifecycleEvent(EventKinds.Census)
{
    [JsonConverter(typeof(JsonAsArray))]
    public required IReadOnlySet<ProcessId> Present { get; init; }

    /// <summary>The JSON library writes any set and reads none behind this interface.</summary>
    private sealed class JsonAsArray : JsonConverter<IReadOnlySet<ProcessId>>
    {
        public override IReadOnlySet<ProcessId>? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
            => reader.TokenType == JsonTokenType.StartArray
                ? JsonSerializer.Deserialize<HashSet<ProcessId>>(ref reader, options)
                : throw new FieldFormatException("its present is no list of processes");

        public override void Write(Utf8JsonWriter writer, IReadOnlySet<ProcessId> value, JsonSerializerOptions options)
            => JsonSerializer.Serialize<IEnumerable<ProcessId>>(writer, value, options);
    }
}
