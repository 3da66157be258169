using System.Collections;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>What lifecycle-capture is started with. It takes nothing of this from the server later.</summary>
public sealed record CaptureRequest
{
    public required BpfSourceOptions Options { get; init; }

    public required ServerUser User { get; init; }

    /// <summary>Variables of the server's environment, of which some are replaced.</summary>
    public required IDictionary Variables { get; init; }

    /// <summary>Of tracepoints, by name.</summary>
    public required IReadOnlyDictionary<string, string> Formats { get; init; }

    /// <summary>Whether the server may read environments.</summary>
    public bool Environment { get; init; }

    /// <summary>Whether the server may choose the next pid.</summary>
    public bool Lab { get; init; }

    /// <summary>Whether the server needs a directory for its data, where its user has no home.</summary>
    public bool Data { get; init; }

    /// <summary>The descriptor of a socket where servers of the user connect, one after the other; null: one server is started.</summary>
    public int? Listener { get; init; }

    /// <summary>A command to trace, as the user of this process.</summary>
    public IReadOnlyList<string>? Command { get; init; }
}
