namespace Dashboard.Server.Cli.Configuration;

/// <summary>A line of a configuration file.</summary>
/// <param name="Name">An option of `serve` without its dashes: "urls".</param>
internal sealed record ConfigurationLine(int Number, string Name, string Value);
