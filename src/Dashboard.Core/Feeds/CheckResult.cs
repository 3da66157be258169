namespace Dashboard.Core.Feeds;

/// <summary>One result of the doctor.</summary>
/// <param name="Name">A short name: "Kernel version".</param>
/// <param name="Cause">What was found; for a failure also what stops working.</param>
/// <param name="Fix">The remedy, as a command where there is one; null when the check passed.</param>
public sealed record CheckResult(string Name, CheckState State, string Cause, string? Fix)
{
    public static CheckResult Ok(string name, string found) => new(name, CheckState.Ok, found, null);

    public static CheckResult Warn(string name, string cause, string fix) => new(name, CheckState.Warn, cause, fix);

    public static CheckResult Fail(string name, string cause, string fix) => new(name, CheckState.Fail, cause, fix);
}
