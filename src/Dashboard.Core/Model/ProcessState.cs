using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>Where a process is in its life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProcessState>))]
public enum ProcessState : byte
{
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Exited, and not waited for yet.</summary>
    [JsonStringEnumMemberName("zombie")]
    Zombie,

    [JsonStringEnumMemberName("exited")]
    Exited,
}
