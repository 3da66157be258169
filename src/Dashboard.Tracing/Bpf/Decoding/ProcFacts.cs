using Dashboard.Core.Model;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>Facts of a running process that only /proc has. Null when they could not be read: a kernel thread, or it has exited.</summary>
internal sealed record ProcFacts(ExecutableFile? Exe, IReadOnlyList<string>? Args, bool ArgsTruncated, string? Cwd)
{
    public static ProcFacts None { get; } = new(null, null, false, null);
}
