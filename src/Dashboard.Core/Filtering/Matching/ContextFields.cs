using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;

namespace Dashboard.Core.Filtering.Matching;

/// <summary>The fields of <see cref="ProcessContext"/>; any other field is absent.</summary>
internal static class ContextFields
{
    public static bool AnyText(ProcessContext? context, FilterField field, TextTest test) => field switch
    {
        FilterField.User => test.Matches(context?.User),
        FilterField.Cgroup => test.Matches(context?.Cgroup),
        FilterField.Container => test.Matches(context?.Container),
        FilterField.Tty => test.Matches(context?.Tty),
        _ => false,
    };

    public static bool AnyNumber(ProcessContext? context, FilterField field, NumberTest test)
        => field switch
        {
            FilterField.Uid => test.Matches(context?.Uid),
            FilterField.Gid => test.Matches(context?.Gid),
            FilterField.Loginuid => test.Matches(context?.LoginUid),
            FilterField.Session => test.Matches(context?.Session),
            FilterField.Pgid => test.Matches(context?.ProcessGroup),
            FilterField.NsPid => test.Matches(context?.PidInNamespace),
            _ => false,
        };
}
