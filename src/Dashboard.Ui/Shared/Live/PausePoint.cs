namespace Dashboard.Ui.Shared.Live;

/// <summary>The moment at which a viewer stopped the view.</summary>
/// <param name="BootNs">Time on the boot clock; processes born later are not shown.</param>
/// <param name="LastSeq">The newest event at that moment.</param>
public sealed record PausePoint(long BootNs, long LastSeq);
