using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>The call that made a process.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ForkMethod>))]
public enum ForkMethod
{
    [JsonStringEnumMemberName("fork")]
    Fork,

    /// <summary>The call, or a clone of that shape: CLONE_VM and CLONE_VFORK on the creator's own stack.</summary>
    [JsonStringEnumMemberName("vfork")]
    Vfork,

    [JsonStringEnumMemberName("clone")]
    Clone,

    [JsonStringEnumMemberName("clone3")]
    Clone3,

    /// <summary>The shape that posix_spawn has: CLONE_VM and CLONE_VFORK with a stack for the child, by clone or clone3.</summary>
    [JsonStringEnumMemberName("posix_spawn")]
    PosixSpawn,
}
