using Dashboard.Core.Model;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>Facts of a running process that only /proc has. Null when they could not be read: a kernel thread, or it has exited.</summary>
/// <param name="Redacted">The rules that took secrets out of the arguments; null for none.</param>
internal sealed record ProcFacts(ExecutableFile? Exe, IReadOnlyList<string>? Args, bool ArgsTruncated, string? Cwd, IReadOnlyList<string>? Redacted = null)
{
    public static ProcFacts None { get; } = new(null, null, false, null);
}
