namespace Dashboard.Core.Redaction;

/// <summary>A line of a file of rules is wrong.</summary>
public sealed class RuleFileException(int line, string problem, string hint) : Exception($"line {line}: {problem}: {hint}")
{
    public int Line { get; } = line;
}
