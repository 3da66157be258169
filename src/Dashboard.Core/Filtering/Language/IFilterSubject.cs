namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// The object that a filter is evaluated on: a process or an event. A field may have several values (a process has several
/// comms); one match is enough, and an absent field matches nothing. Implementations allocate nothing: a storm
/// evaluates a filter a hundred thousand times a second.
/// </summary>
public interface IFilterSubject
{
    /// <summary>True when a value of this text field passes the test.</summary>
    bool AnyText(FilterField field, TextTest test);

    /// <summary>True when a value of this number or duration (in ns) passes the test; errno is positive here.</summary>
    bool AnyNumber(FilterField field, NumberTest test);

    bool Is(FilterFlag flag);

    /// <summary>True for the process itself and its descendants.</summary>
    /// <param name="startNs">Null for any process that had the pid.</param>
    bool IsUnder(int pid, long? startNs);
}
