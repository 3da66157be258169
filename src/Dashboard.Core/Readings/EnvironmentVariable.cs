namespace Dashboard.Core.Readings;

/// <param name="Name">Empty for what is no NAME=VALUE.</param>
/// <param name="Value">With "[redacted]" where a secret seems to be.</param>
public sealed record EnvironmentVariable(string Name, string Value);
