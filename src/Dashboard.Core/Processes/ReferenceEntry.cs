namespace Dashboard.Core.Processes;

/// <summary>A <see cref="ProcessReference"/> as the table keeps it: by value, so that keeping one allocates nothing.</summary>
/// <param name="IsKnown">False stands for null.</param>
/// <param name="HasId">False where only the number is known.</param>
internal readonly record struct ReferenceEntry(bool IsKnown, bool HasId, ProcessId Id, int Pid, string? Comm)
{
    public static ReferenceEntry Of(ProcessReference? reference)
        => reference is { } known ? new(true, known.Id is not null, known.Id.GetValueOrDefault(), known.Pid, known.Comm) : default;

    public static ReferenceEntry Of(ProcessRecord record) => new(true, true, record.Id, record.Pid, record.Comm);

    /// <summary>Of a process that may not be held.</summary>
    public static ReferenceEntry Of(ProcessId? id, ProcessRecord? record)
        => record is not null ? Of(record) : id is { } known ? new(true, true, known, known.Pid, null) : default;

    public bool Is(ProcessId id) => HasId && Id == id;

    public ProcessReference? ToReference() => IsKnown ? new ProcessReference(HasId ? Id : null, Pid, Comm) : null;
}
