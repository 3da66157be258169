using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>The call that created a process.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ForkMethod>))]
public enum ForkMethod
{
    [JsonStringEnumMemberName("fork")]
    Fork,

    /// <summary>The call itself, or an equivalent clone: CLONE_VM and CLONE_VFORK on the caller's own stack.</summary>
    [JsonStringEnumMemberName("vfork")]
    Vfork,

    [JsonStringEnumMemberName("clone")]
    Clone,

    [JsonStringEnumMemberName("clone3")]
    Clone3,

    /// <summary>As posix_spawn calls it: CLONE_VM and CLONE_VFORK with a separate stack for the child, by clone or clone3.</summary>
    [JsonStringEnumMemberName("posix_spawn")]
    PosixSpawn,
}
