using System.Text.Json;
using Dashboard.Core.Events;
using MessagePack;
using MessagePack.Formatters;

namespace Dashboard.Server.Hubs;

/// <summary>
/// An event in MessagePack: made from its JSON, so that the two protocols cannot differ in a name or a form. A client
/// that reads it gets maps with the keys of docs/events.md.
/// </summary>
internal sealed class LifecycleEventFormatter : IMessagePackFormatter<LifecycleEvent?>
{
    public void Serialize(ref MessagePackWriter writer, LifecycleEvent? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        using var json = JsonDocument.Parse(EventJson.Write(value));
        Write(ref writer, json.RootElement);
    }

    /// <summary>Events go to the clients only.</summary>
    public LifecycleEvent? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        => throw new NotSupportedException("The hub takes no events.");

    private static void Write(ref MessagePackWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteMapHeader(json.GetPropertyCount());
                foreach (var property in json.EnumerateObject())
                {
                    writer.Write(property.Name);
                    Write(ref writer, property.Value);
                }

                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(json.GetArrayLength());
                foreach (var item in json.EnumerateArray())
                {
                    Write(ref writer, item);
                }

                break;
            case JsonValueKind.String:
                writer.Write(json.GetString());
                break;
            case JsonValueKind.Number when json.TryGetInt64(out var whole):
                writer.Write(whole);
                break;
            case JsonValueKind.Number:
                writer.Write(json.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(json.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }
}
