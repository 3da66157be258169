using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Evaluates a filter on groups of failures instead of events. Where possible, the figures then stay exact although the history
/// no longer holds the events.
/// </summary>
internal static class ErrnoFilter
{
    /// <summary>The matching part of a breakdown; null when the filter needs the events themselves.</summary>
    public static ErrnoBreakdown? Count(ErrnoBreakdown all, Filter filter)
        => filter.IsEverything ? all
            : !all.HasMergedPaths && RequiresErrno(filter.Expression) && UsesGroupFieldsOnly(filter.Expression) ? all.Where(filter)
            : null;

    /// <summary>Groups contain no successes: the filter must require an errno, which successes do not have.</summary>
    private static bool RequiresErrno(FilterExpression expression) => expression switch
    {
        FilterExpression.Number { Field: FilterField.Errno } => true,
        FilterExpression.And and => and.Operands.Any(RequiresErrno),
        FilterExpression.Or or => or.Operands.All(RequiresErrno),
        _ => false,
    };

    /// <summary>True when the filter uses only the fields of groups.</summary>
    private static bool UsesGroupFieldsOnly(FilterExpression expression) => expression switch
    {
        FilterExpression.Number { Field: FilterField.Errno or FilterField.Ret } => true,
        FilterExpression.Text { Field: FilterField.Comm or FilterField.Path or FilterField.Syscall } => true,
        FilterExpression.And and => and.Operands.All(UsesGroupFieldsOnly),
        FilterExpression.Or or => or.Operands.All(UsesGroupFieldsOnly),
        FilterExpression.Not not => UsesGroupFieldsOnly(not.Operand),
        _ => false,
    };
}
