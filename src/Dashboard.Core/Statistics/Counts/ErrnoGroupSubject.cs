using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>Evaluates a filter on a group of failures. Only for filters that <see cref="ErrnoFilter"/> has accepted.</summary>
internal sealed class ErrnoGroupSubject : IFilterSubject
{
    private long _ret;
    private string? _syscall;
    private string? _comm;
    private string? _path;

    /// <summary>Moves to a group, and returns this.</summary>
    public ErrnoGroupSubject At(long ret, string? syscall, string? comm, string? path)
    {
        (_ret, _syscall, _comm, _path) = (ret, syscall, comm, path);
        return this;
    }

    public bool AnyText(FilterField field, TextTest test) => field switch
    {
        FilterField.Comm => test.Matches(_comm),
        FilterField.Path => test.Matches(_path),
        FilterField.Syscall => test.Matches(_syscall),
        _ => false,
    };

    public bool AnyNumber(FilterField field, NumberTest test) => field switch
    {
        FilterField.Errno => test.Matches(-_ret),
        FilterField.Ret => test.Matches(_ret),
        _ => false,
    };

    public bool Is(FilterFlag flag) => false;

    public bool IsUnder(int pid, long? startNs) => false;
}
