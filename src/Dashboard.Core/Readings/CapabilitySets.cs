namespace Dashboard.Core.Readings;

/// <summary>A thread's capability sets by name; capabilities(7).</summary>
public sealed record CapabilitySets(
    IReadOnlyList<string> Effective, IReadOnlyList<string> Permitted, IReadOnlyList<string> Inheritable, IReadOnlyList<string> Bounding,
    IReadOnlyList<string> Ambient);
