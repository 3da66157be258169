namespace Dashboard.Server.Cli;

/// <summary>What the program tells the shell.</summary>
internal static class ExitStatuses
{
    /// <summary>It did its job; also when it was told to stop.</summary>
    public const int Done = 0;

    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int WrongUsage = 2;
}
