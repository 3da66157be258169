namespace Dashboard.Core.Feeds;

/// <summary>The command that a capture is of: it traces this and its descendants only.</summary>
/// <param name="Name">As it was given, without arguments.</param>
/// <param name="Pid">Its process.</param>
public sealed record OneCommand(string Name, int Pid);
