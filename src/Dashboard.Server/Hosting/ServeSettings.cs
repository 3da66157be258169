using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Security;

namespace Dashboard.Server.Hosting;

/// <summary>What the server needs to know, from the command line.</summary>
internal sealed record ServeSettings
{
    public const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>Addresses in Kestrel's syntax; port 0 takes a free one.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    public required TokenKeeper Token { get; init; }

    /// <summary>Where to keep what should survive a restart.</summary>
    public required DataDirectory Data { get; init; }

    /// <summary>Bytes of all that is kept, of --memory; null for what the machine leaves.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Where to write who looked at what; null for nowhere.</summary>
    public AccessLog? AccessLog { get; init; }

    /// <summary>True when the command line hears the signals that end the program, instead of the web server.</summary>
    public bool HandlesSignalsItself { get; init; }

    /// <summary>True when viewers may run the experiments, and only those, by a button.</summary>
    public bool AllowLab { get; init; }

    /// <summary>True when viewers may see the environments of live processes, redacted.</summary>
    public bool ShowsEnvironment { get; init; }
}
