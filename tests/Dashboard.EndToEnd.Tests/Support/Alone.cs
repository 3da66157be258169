using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// Tests that run after all others and one by one: they load the whole machine, count what all its
/// processes do, share a filter with others, choose the next pid, or need the kernel not to measure run times.
/// The others run side by side, because they mostly wait. scripts/test.sh chooses by the trait.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Trait("Phase", "alone")]
public sealed class Alone
{
    public const string Name = "alone";
}
