namespace Dashboard.Core.Filtering.Language;

/// <summary>A comparison of a number with a filter's value.</summary>
/// <param name="Value">Nanoseconds for durations; 0 for <see cref="NumberComparison.Present"/>.</param>
public readonly record struct NumberTest(NumberComparison Comparison, long Value)
{
    public bool Matches(long number) => Comparison switch
    {
        NumberComparison.Equal => number == Value,
        NumberComparison.Less => number < Value,
        NumberComparison.LessOrEqual => number <= Value,
        NumberComparison.Greater => number > Value,
        NumberComparison.GreaterOrEqual => number >= Value,
        _ => true,
    };

    /// <summary>False for an absent number.</summary>
    public bool Matches(long? number) => number is { } present && Matches(present);
}
