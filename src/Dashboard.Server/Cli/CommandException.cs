namespace Dashboard.Server.Cli;

/// <summary>The command failed. The message is one sentence: what is wrong, and how to fix it.</summary>
internal sealed class CommandException(string sentence, int exitStatus = ExitStatuses.Failed) : Exception(sentence)
{
    public int ExitStatus { get; } = exitStatus;
}
