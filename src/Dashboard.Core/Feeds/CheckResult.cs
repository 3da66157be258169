namespace Dashboard.Core.Feeds;

/// <summary>One answer of the doctor.</summary>
/// <param name="Name">A few words: "Kernel version".</param>
/// <param name="Cause">What was found; of a failure also what stops working.</param>
/// <param name="Fix">What to do, as a command where there is one; null when all is well.</param>
public sealed record CheckResult(string Name, CheckState State, string Cause, string? Fix)
{
    public static CheckResult Ok(string name, string found) => new(name, CheckState.Ok, found, null);

    public static CheckResult Warn(string name, string cause, string fix) => new(name, CheckState.Warn, cause, fix);

    public static CheckResult Fail(string name, string cause, string fix) => new(name, CheckState.Fail, cause, fix);
}
