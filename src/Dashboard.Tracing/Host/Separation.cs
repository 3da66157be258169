using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Host;

/// <summary>Whether the privileges are in a process of their own, and why not.</summary>
public static class Separation
{
    public const string Unprivileged = "it was not started as root";

    private static readonly Machine Here = new();

    /// <summary>Why this process keeps its privileges: "two processes are switched off". Set once, before anything is traced.</summary>
    public static string? Obstacle { get; set; }

    /// <summary>One sentence for the console, doctor and /status; null when this process has no privilege that tracing takes.</summary>
    public static string? Sentence
        => Obstacle is { } obstacle && !CapturePart.IsThere && Capabilities.Of(Here).MayTrace
            ? $"The web server keeps the privileges that tracing takes, because {obstacle}."
            : null;

    /// <summary>Null when there is none.</summary>
    /// <param name="user">Who is to run the server.</param>
    /// <param name="files">What that user has to reach.</param>
    public static string? FindObstacle(ServerUser user, IReadOnlyList<NeededFile> files)
        => !Environment.IsPrivilegedProcess ? Unprivileged
            : !Capabilities.Of(Here).MayBecomeOthers ? "this process may not become another user"
            : FileRights.As(user, () => files.FirstOrDefault(file => !file.MayUse())) is { } refused
                ? $"the user {(user.Name.Length > 0 ? user.Name : $"{user.Uid}")} may not {refused.Verb} {refused.Path}"
            : null;
}
