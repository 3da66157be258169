namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>Serial: scenarios must not load the machine for each other, and they share one tracer.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelLane : ICollectionFixture<KernelFixture>
{
    public const string Name = "kernel";
}
