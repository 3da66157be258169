namespace Dashboard.Core.Feeds;

/// <summary>A user of the machine that is traced.</summary>
/// <param name="Name">Null when /etc/passwd has none; processes of this user then have no user name either.</param>
public sealed record MachineUser(uint Uid, string? Name);
