namespace Dashboard.Server.Cli;

/// <summary>What the program tells the shell.</summary>
internal static class ExitStatuses
{
    /// <summary>It did its job; also when it was told to stop.</summary>
    public const int Done = 0;

    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>As shells have it: the command that was to be traced is there and cannot be executed.</summary>
    public const int CannotExecute = 126;

    /// <summary>As shells have it: the command that was to be traced was not found.</summary>
    public const int NotFound = 127;

    /// <summary>As shells have it: added to the signal that ended the command.</summary>
    public const int BySignal = 128;
}
