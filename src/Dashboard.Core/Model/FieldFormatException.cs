using System.Text.Json;

namespace Dashboard.Core.Model;

/// <summary>A field's text does not have the form given in docs/events.md. The message completes a sentence.</summary>
internal sealed class FieldFormatException(string message) : JsonException(message);
