using System.CommandLine;

namespace Dashboard.Server.Cli.Configuration;

/// <summary>An option that the environment or the configuration file sets.</summary>
/// <param name="Origin">"DASHBOARD_URLS" or "/etc/lifecycle/lifecycle.conf, line 3".</param>
internal sealed record Setting(Option Option, string Value, string Origin);
