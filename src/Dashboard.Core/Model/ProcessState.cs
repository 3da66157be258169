using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>The state of a process.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProcessState>))]
public enum ProcessState : byte
{
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Exited, and not yet waited for.</summary>
    [JsonStringEnumMemberName("zombie")]
    Zombie,

    [JsonStringEnumMemberName("exited")]
    Exited,
}
