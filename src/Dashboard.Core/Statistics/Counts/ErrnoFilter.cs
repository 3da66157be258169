using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Asks a filter about groups of failures instead of about events. Where that is possible the figures stay exact
/// although the history has forgotten the events.
/// </summary>
internal static class ErrnoFilter
{
    /// <summary>The part of a breakdown that a filter lets through; null when only the events could tell.</summary>
    public static ErrnoBreakdown? Count(ErrnoBreakdown all, Filter filter)
        => filter.IsEverything ? all
            : !all.HasMergedPaths && MeansFailure(filter.Expression) && IsOfGroups(filter.Expression) ? all.Where(filter)
            : null;

    /// <summary>Groups hold no successes: the filter must ask for an errno, which successes have not.</summary>
    private static bool MeansFailure(FilterExpression expression) => expression switch
    {
        FilterExpression.Number { Field: FilterField.Errno } => true,
        FilterExpression.And and => and.Operands.Any(MeansFailure),
        FilterExpression.Or or => or.Operands.All(MeansFailure),
        _ => false,
    };

    /// <summary>Asks for nothing but what groups are made of.</summary>
    private static bool IsOfGroups(FilterExpression expression) => expression switch
    {
        FilterExpression.Number { Field: FilterField.Errno or FilterField.Ret } => true,
        FilterExpression.Text { Field: FilterField.Comm or FilterField.Path or FilterField.Syscall } => true,
        FilterExpression.And and => and.Operands.All(IsOfGroups),
        FilterExpression.Or or => or.Operands.All(IsOfGroups),
        FilterExpression.Not not => IsOfGroups(not.Operand),
        _ => false,
    };
}
