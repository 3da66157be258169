using System.Text.Json;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>Explains why a line is not an event, because the JSON library's own messages name .NET types.</summary>
internal static class EventProblem
{
    private const int MaxShown = 40;

    public static string Of(ReadOnlySpan<byte> json, Exception problem)
    {
        if (problem is FieldFormatException)
        {
            return problem.Message;
        }

        try
        {
            return KindOf(json, out var kind)
                ? Of(problem as JsonException)
                : kind is null ? "it does not say its kind" : $"its kind \"{Cut(kind)}\" is not known";
        }
        catch (JsonException syntax)
        {
            return $"it is not JSON, from byte {syntax.BytePositionInLine + 1 ?? 1}";
        }
        catch (InvalidOperationException)
        {
            return "it is not JSON of valid text";
        }
    }

    private static string Of(JsonException? problem)
        => problem?.Path is { Length: > 2 } path
            ? $"the value of \"{Cut(path[2..])}\" has the wrong type or is out of range"
            : "a field that its kind needs is missing";

    /// <summary>False when its kind is none of ours, or not said. Reads all of it, so that it is known to be JSON and one value.</summary>
    private static bool KindOf(ReadOnlySpan<byte> json, out string? kind)
    {
        kind = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKind = reader.ValueTextEquals("kind"u8);
            reader.Read();
            if (isKind && reader.TokenType == JsonTokenType.String)
            {
                kind = reader.GetString();
            }

            reader.Skip();
        }

        // Not JSON, where something follows.
        reader.Read();
        return kind is not null && EventKinds.IsKnown(kind);
    }

    private static string Cut(string text) => KernelText.Display(text.Length > MaxShown ? text[..MaxShown] + "…" : text);
}
