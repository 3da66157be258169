using System.Text.Json.Serialization;

namespace Dashboard.Core.Feeds;

/// <summary>The result of a check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckState>))]
public enum CheckState
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Something is missing, and most works without it.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>Without this nothing can be traced.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}
