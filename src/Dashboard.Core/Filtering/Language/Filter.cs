using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// A parsed filter. Immutable and thread-safe; parsing never throws, whatever the text.
/// </summary>
public sealed class Filter
{
    /// <summary>Longer texts are rejected: they are not typed by hand, and would cost time on every event.</summary>
    public const int MaxLength = 4096;

    /// <summary>The optimized expression: equivalent, with the cheap terms first.</summary>
    private readonly FilterExpression _plan;

    private Filter(string text, FilterExpression expression, FilterExpression plan, IReadOnlyList<FilterWarning> warnings)
    {
        Text = text;
        Expression = expression;
        _plan = plan;
        Warnings = warnings;
    }

    public static Filter Everything { get; } = new("", FilterExpression.All.Instance, FilterExpression.All.Instance, []);

    public bool IsEverything => Expression is FilterExpression.All;

    /// <summary>True when the filter reads arguments: by args, or by a word without a field.</summary>
    public bool AsksForArguments => AsksFor(Expression);

    /// <summary>
    /// True when it selects by how or that a process ended, or by what belongs to few processes: a file, an argument, a directory, a PID.
    /// Then few running ones can match, or none, and the ended ones are not too many.
    /// </summary>
    public bool AsksForEnded => AsksForEnd(Expression);

    /// <summary>The text as given.</summary>
    public string Text { get; }

    /// <summary>The expression as written, for menus and the printer.</summary>
    public FilterExpression Expression { get; }

    /// <summary>Likely mistakes in the filter, in text order; usually empty.</summary>
    public IReadOnlyList<FilterWarning> Warnings { get; }

    /// <summary>Reads a filter. Null, empty and blank text is <see cref="Everything"/>.</summary>
    /// <param name="filter"><see cref="Everything"/> when the result is false; callers keep the last valid filter instead.</param>
    public static bool TryParse(string? text, out Filter filter, [NotNullWhen(false)] out FilterError? error)
    {
        filter = Everything;
        error = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (text.Length > MaxLength)
        {
            error = new FilterError($"the filter has {text.Length} characters", MaxLength, text.Length - MaxLength,
                $"at most {MaxLength} are allowed");
            return false;
        }

        var diagnostics = new FilterDiagnostics();
        var expression = new FilterParser(text, diagnostics).Parse();
        error = diagnostics.Error;
        if (expression is null || error is not null)
        {
            error ??= new FilterError("not a filter", 0, text.Length, null);
            return false;
        }

        var plan = FilterPlan.Of(expression);
        if (FilterPrice.WhyNot(expression, plan) is { } because)
        {
            error = new FilterError($"too expensive, because {because}", 0, text.Length, FilterPrice.Hint, TooExpensive: true);
            return false;
        }

        filter = new Filter(text, expression, plan, diagnostics.Warnings);
        return true;
    }

    /// <exception cref="FilterTooExpensiveException">A pattern takes too long on one text.</exception>
    public bool Matches(IFilterSubject subject) => _plan.Matches(subject);

    public override string ToString() => Text;

    private static bool AsksForEnd(FilterExpression expression) => expression switch
    {
        FilterExpression.Number { Field: FilterField.Exit or FilterField.Signal or FilterField.Pid } => true,
        FilterExpression.Text { Field: FilterField.Args or FilterField.Path or FilterField.Exe or FilterField.Cwd } or FilterExpression.Word => true,
        FilterExpression.Is { Flag: FilterFlag.Failed or FilterFlag.Exited or FilterFlag.Zombie or FilterFlag.Short } => true,
        FilterExpression.And and => and.Operands.Any(AsksForEnd),
        FilterExpression.Or or => or.Operands.All(AsksForEnd),
        _ => false,
    };

    private static bool AsksFor(FilterExpression expression) => expression switch
    {
        FilterExpression.Text { Field: FilterField.Args } or FilterExpression.Word => true,
        FilterExpression.And and => and.Operands.Any(AsksFor),
        FilterExpression.Or or => or.Operands.Any(AsksFor),
        FilterExpression.Not not => AsksFor(not.Operand),
        _ => false,
    };
}
