using Dashboard.Core.Redaction;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Security;
using Dashboard.Server.Security.IdentityProvider;

namespace Dashboard.Server.Hosting;

/// <summary>The server's settings, from the command line.</summary>
internal sealed record ServeSettings
{
    public const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>Addresses in Kestrel's syntax; port 0 chooses a free port.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    public required TokenKeeper Token { get; init; }

    /// <summary>Where to keep data that should survive a restart.</summary>
    public required DataDirectory Data { get; init; }

    /// <summary>The memory budget of --memory; null to derive it from the machine.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Where to log requests; null for no access log.</summary>
    public AccessLog? AccessLog { get; init; }

    /// <summary>What is a secret in arguments.</summary>
    public RedactionRules Redaction { get; init; } = RedactionRules.Default;

    /// <summary>Where people sign in beside the token; null for nowhere.</summary>
    public IdentityProviderSettings? IdentityProvider { get; init; }

    /// <summary>True when the command line handles the termination signals instead of the web server.</summary>
    public bool HandlesSignalsItself { get; init; }

    /// <summary>True when viewers may start the experiments, and nothing else, by a button.</summary>
    public bool AllowLab { get; init; }

    /// <summary>True when viewers may see the environments of live processes, redacted.</summary>
    public bool ShowsEnvironment { get; init; }
}
