namespace Dashboard.Core.Readings;

/// <param name="Name">Empty for an entry that is not NAME=VALUE.</param>
/// <param name="Value">"[redacted]" replaces a suspected secret.</param>
public sealed record EnvironmentVariable(string Name, string Value);
