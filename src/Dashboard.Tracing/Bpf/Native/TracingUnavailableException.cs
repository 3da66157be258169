namespace Dashboard.Tracing.Bpf.Native;

/// <summary>This machine or user cannot trace. The message is one sentence for the user.</summary>
public sealed class TracingUnavailableException : Exception
{
    /// <param name="sentence">"What is missing; the consequence; the fix."</param>
    public TracingUnavailableException(string sentence, int errno = 0)
        : base(sentence)
    {
        Errno = errno;
        var cut = sentence.LastIndexOf("; ", StringComparison.Ordinal);
        Problem = cut < 0 ? sentence : sentence[..cut] + ".";
        Fix = cut < 0 ? "" : char.ToUpperInvariant(sentence[cut + 2]) + sentence[(cut + 3)..];
    }

    /// <summary>What is missing, and the consequence.</summary>
    public string Problem { get; }

    /// <summary>The fix; empty when there is none.</summary>
    public string Fix { get; }

    /// <summary>The positive errno of the failure; 0 for none.</summary>
    public int Errno { get; }
}
