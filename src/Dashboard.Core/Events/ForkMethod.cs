using System.Text.Json.Serialization;

namespace Dashboard.Core.Events;

/// <summary>The call that made a process.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ForkMethod>))]
public enum ForkMethod
{
    [JsonStringEnumMemberName("fork")]
    Fork,

    [JsonStringEnumMemberName("vfork")]
    Vfork,

    [JsonStringEnumMemberName("clone")]
    Clone,

    [JsonStringEnumMemberName("clone3")]
    Clone3,

    /// <summary>The shape that posix_spawn has: CLONE_VM and CLONE_VFORK, by clone or clone3.</summary>
    [JsonStringEnumMemberName("posix_spawn")]
    PosixSpawn,
}
