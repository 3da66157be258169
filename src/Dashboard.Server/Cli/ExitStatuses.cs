namespace Dashboard.Server.Cli;

/// <summary>Exit statuses of the program.</summary>
internal static class ExitStatuses
{
    /// <summary>Success; also after a signal or a request to stop.</summary>
    public const int Done = 0;

    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>As in shells: the traced command exists but cannot be executed.</summary>
    public const int CannotExecute = 126;

    /// <summary>As in shells: the traced command was not found.</summary>
    public const int NotFound = 127;

    /// <summary>As in shells: this plus the number of the signal that ended the command.</summary>
    public const int BySignal = 128;
}
