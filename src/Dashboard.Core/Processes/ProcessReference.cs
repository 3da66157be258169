namespace Dashboard.Core.Processes;

/// <summary>Another process, as it was called when it was referred to.</summary>
/// <param name="Id">Its identity; null where only the number is known.</param>
public readonly record struct ProcessReference(ProcessId? Id, int Pid, string? Comm)
{
    /// <summary>Of a process that may not be held; null when it is not known either.</summary>
    internal static ProcessReference? Of(ProcessId? id, ProcessRecord? record)
        => record?.ToReference() ?? (id is { } known ? new ProcessReference(known, known.Pid, null) : null);
}
