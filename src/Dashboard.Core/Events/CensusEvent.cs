using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// The complete task list at <see cref="LifecycleEvent.BootNs"/>. After a loss it proves that a process which the table still
/// holds as alive has ended. Used by the process table, not kept in the history.
/// </summary>
public sealed record CensusEvent() : LifecycleEvent(EventKind.Census)
{
    [JsonConverter(typeof(JsonAsArray))]
    public required IReadOnlySet<ProcessId> Present { get; init; }

    /// <summary>The JSON serializer writes any set, but cannot read one into this interface.</summary>
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
