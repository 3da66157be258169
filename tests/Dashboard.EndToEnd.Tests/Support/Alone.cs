using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// Tests that run after all others and one by one: they load the whole machine, count what all its processes do, or choose the next pid.
/// The others run side by side, because they mostly wait.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
