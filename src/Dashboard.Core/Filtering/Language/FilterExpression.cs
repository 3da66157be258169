using System.Collections.Immutable;

namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// A parsed filter as a tree, with a closed set of node types. At most <see cref="FilterParser.MaxDepth"/> deep;
/// <see cref="object.ToString"/> returns filter text that parses to the same tree.
/// </summary>
public abstract record FilterExpression
{
    private FilterExpression()
    {
    }

    public sealed override string ToString() => FilterPrinter.Print(this);

    internal abstract bool Matches(IFilterSubject subject);

    /// <summary>Matches everything: an empty filter.</summary>
    public sealed record All : FilterExpression
    {
        public static All Instance { get; } = new();

        internal override bool Matches(IFilterSubject subject) => true;
    }

    /// <summary>Every operand matches; at least two.</summary>
    public sealed record And(ImmutableArray<FilterExpression> Operands) : FilterExpression
    {
        internal override bool Matches(IFilterSubject subject)
        {
            foreach (var operand in Operands)
            {
                if (!operand.Matches(subject))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>At least one operand matches; at least two operands.</summary>
    public sealed record Or(ImmutableArray<FilterExpression> Operands) : FilterExpression
    {
        internal override bool Matches(IFilterSubject subject)
        {
            foreach (var operand in Operands)
            {
                if (operand.Matches(subject))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The operand does not match; also true when its field is absent.</summary>
    public sealed record Not(FilterExpression Operand) : FilterExpression
    {
        internal override bool Matches(IFilterSubject subject) => !Operand.Matches(subject);
    }

    /// <summary>A text field passes a test.</summary>
    public sealed record Text(FilterField Field, TextTest Test) : FilterExpression
    {
        internal override bool Matches(IFilterSubject subject) => subject.AnyText(Field, Test);
    }

    /// <summary>A number, a duration (ns), an errno or a signal passes a test.</summary>
    public sealed record Number(FilterField Field, NumberTest Test) : FilterExpression
    {
        internal override bool Matches(IFilterSubject subject) => subject.AnyNumber(Field, Test);
    }

    /// <summary>A bare word: comm, path or args contain it.</summary>
    public sealed record Word(TextTest Test) : FilterExpression
    {
        internal override bool Matches(IFilterSubject subject)
            => subject.AnyText(FilterField.Comm, Test)
                || subject.AnyText(FilterField.Path, Test)
                || subject.AnyText(FilterField.Args, Test);
    }

    /// <summary>A value of <c>is:</c>.</summary>
    public sealed record Is(FilterFlag Flag) : FilterExpression
    {
        internal override bool Matches(IFilterSubject subject) => subject.Is(Flag);
    }

    /// <summary>A process and its descendants.</summary>
    /// <param name="StartNs">Null for any process that had the pid.</param>
    public sealed record Under(int Pid, long? StartNs) : FilterExpression
    {
        internal override bool Matches(IFilterSubject subject) => subject.IsUnder(Pid, StartNs);
    }
}
