namespace Dashboard.KernelFacts;

/// <summary>What was seen, comparable between kernels: "P1", "exit", "signal", "9".</summary>
/// <param name="Place">Which event it is of: "P1 exit 0" is the first exit of the second process.</param>
/// <param name="Field">"exit.signal": the kind of the event and the field.</param>
public sealed record Fact(string Place, string Field, string Value);
