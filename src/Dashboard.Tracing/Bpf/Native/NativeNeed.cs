namespace Dashboard.Tracing.Bpf.Native;

/// <summary>enum lifecycle_need.</summary>
internal enum NativeNeed
{
    /// <summary>The rest makes sense without it.</summary>
    Optional,
    Required,

    /// <summary>This architecture has no such system call, so nothing is missed.</summary>
    NotHere,
}
