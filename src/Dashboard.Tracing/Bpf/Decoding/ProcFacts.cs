using Dashboard.Core.Model;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>What only /proc knows of a running process. Null where it could not be read: a kernel thread, or gone.</summary>
internal sealed record ProcFacts(ExecutableFile? Exe, IReadOnlyList<string>? Args, bool ArgsTruncated, string? Cwd)
{
    public static ProcFacts None { get; } = new(null, null, false, null);
}
