namespace Dashboard.Core.Learning;

public enum StepState
{
    /// <summary>The run has not reached it yet.</summary>
    Open,

    Passed,

    /// <summary>The run has ended without showing it.</summary>
    Failed,
}
