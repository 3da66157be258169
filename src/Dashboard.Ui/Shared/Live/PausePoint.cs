namespace Dashboard.Ui.Shared.Live;

/// <summary>The moment at which a viewer stopped the view.</summary>
/// <param name="BootNs">On the boot clock: what was born later is not shown.</param>
/// <param name="LastSeq">The newest event then.</param>
public sealed record PausePoint(long BootNs, long LastSeq);
