namespace Dashboard.Core.Learning;

public enum StepState
{
    /// <summary>The run has not come so far.</summary>
    Open,

    Passed,

    /// <summary>The run is over, and its events do not show it.</summary>
    Failed,
}
