namespace Dashboard.KernelFacts;

/// <summary>A field that says something else on a kernel than on this machine.</summary>
/// <param name="Count">In how many events of the scenario.</param>
/// <param name="Here">What it says on this machine in the first of them; <paramref name="There"/> in the guest.</param>
public sealed record Difference(string Scenario, string Field, int Count, string Here, string There);
