namespace Dashboard.Tracing.Bpf.Native;

/// <summary>This machine, or this user, cannot trace. The message is one sentence for the person at the keyboard.</summary>
public sealed class TracingUnavailableException : Exception
{
    /// <param name="sentence">"What is missing; what stops working; how to fix it."</param>
    public TracingUnavailableException(string sentence, int errno = 0)
        : base(sentence)
    {
        Errno = errno;
        var cut = sentence.LastIndexOf("; ", StringComparison.Ordinal);
        Problem = cut < 0 ? sentence : sentence[..cut] + ".";
        Fix = cut < 0 ? "" : char.ToUpperInvariant(sentence[cut + 2]) + sentence[(cut + 3)..];
    }

    /// <summary>What is missing and what stops working.</summary>
    public string Problem { get; }

    /// <summary>What to do; empty when there is nothing to do.</summary>
    public string Fix { get; }

    /// <summary>The positive errno of the failure, 0 when there is none.</summary>
    public int Errno { get; }
}
