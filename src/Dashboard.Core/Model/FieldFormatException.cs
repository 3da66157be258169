using System.Text.Json;

namespace Dashboard.Core.Model;

/// <summary>A field's text has another form than docs/events.md says. The message is the end of a sentence.</summary>
internal sealed class FieldFormatException(string message) : JsonException(message);
