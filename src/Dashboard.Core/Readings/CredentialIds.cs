namespace Dashboard.Core.Readings;

/// <summary>The four numbers of a user or of a group; credentials(7).</summary>
public sealed record CredentialIds(uint Real, uint Effective, uint Saved, uint FileSystem);
