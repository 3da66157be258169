using System.Text.Json;
using Dashboard.Core.Events;

namespace Dashboard.Server.Api;

/// <summary>JSON options of all responses; the same as for events, so that equal values are written equally.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options => EventJson.Options;

    /// <summary>Gives options that ASP.NET owns the same settings.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.Encoder = EventJson.Options.Encoder;
        // The API reads no JSON, so its description must not say that numbers may also be strings.
        options.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        options.AllowOutOfOrderMetadataProperties = EventJson.Options.AllowOutOfOrderMetadataProperties;
    }
}
