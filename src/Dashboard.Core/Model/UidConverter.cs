using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>Uids are unsigned 32-bit numbers. Recordings of earlier versions have those above 2,147,483,647 as negative numbers.</summary>
internal sealed class UidConverter : JsonConverter<uint>
{
    public override uint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TryGetInt32(out var number) ? unchecked((uint)number) : reader.GetUInt32();

    public override void Write(Utf8JsonWriter writer, uint value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
