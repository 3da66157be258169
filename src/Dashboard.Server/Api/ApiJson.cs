using System.Text.Json;
using Dashboard.Core.Events;

namespace Dashboard.Server.Api;

/// <summary>The JSON of all answers: that of the events, so that a process and an event write the same thing the same way.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options => EventJson.Options;

    /// <summary>Makes another set of options, which ASP.NET owns, write as ours.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.Encoder = EventJson.Options.Encoder;
        // Numbers are numbers: the API takes no JSON, and the description should not say that they may be text.
        options.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        options.AllowOutOfOrderMetadataProperties = EventJson.Options.AllowOutOfOrderMetadataProperties;
    }
}
