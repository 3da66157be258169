namespace Dashboard.Core.Processes;

/// <summary>Which arguments an ended process has lost to save memory.</summary>
internal enum ArgumentsCut
{
    None,

    /// <summary>Those longer than <see cref="Events.ArgumentBytes.LongBytes"/>.</summary>
    Long,

    /// <summary>Those longer than <see cref="Events.ArgumentBytes.ShortBytes"/>.</summary>
    Short,
}
