namespace Dashboard.Core.Readings;

/// <summary>The capabilities of a thread by name; capabilities(7).</summary>
public sealed record CapabilitySets(
    IReadOnlyList<string> Effective, IReadOnlyList<string> Permitted, IReadOnlyList<string> Inheritable, IReadOnlyList<string> Bounding,
    IReadOnlyList<string> Ambient);
