namespace Dashboard.Tracing.Bpf.Native;

/// <summary>enum lifecycle_need.</summary>
internal enum NativeNeed
{
    /// <summary>Tracing works without it.</summary>
    Optional,
    Required,

    /// <summary>This architecture has no such system call, so no event can be missed.</summary>
    NotHere,
}
