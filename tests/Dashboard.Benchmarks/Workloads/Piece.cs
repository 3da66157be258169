namespace Dashboard.Benchmarks.Workloads;

/// <summary>A few milliseconds of a run: what one cycle or call took.</summary>
/// <param name="References">How often the reference work of workload.c would have gone into it: the same on a fast and on a slow machine.</param>
internal readonly record struct Piece(double Nanoseconds, double References);
