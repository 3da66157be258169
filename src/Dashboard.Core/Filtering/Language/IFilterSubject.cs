namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// What a filter asks about: a process, or an event. A field may have several values (a process has several comms);
/// one that matches is enough, and an absent field matches nothing. An answer allocates nothing: a storm asks a
/// hundred thousand times a second.
/// </summary>
public interface IFilterSubject
{
    /// <summary>True when a value of this text field passes the test.</summary>
    bool AnyText(FilterField field, TextTest test);

    /// <summary>True when a value of this number or duration (in ns) passes the test; errno is positive here.</summary>
    bool AnyNumber(FilterField field, NumberTest test);

    bool Is(FilterFlag flag);

    /// <summary>True for the process itself and its descendants.</summary>
    /// <param name="startNs">Null for whichever life of the pid.</param>
    bool IsUnder(int pid, long? startNs);
}
