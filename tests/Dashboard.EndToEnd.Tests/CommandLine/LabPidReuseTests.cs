using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>The experiment that chooses the next pid, which a process of another test could take first.</summary>
[Collection(Alone.Name)]
public sealed class LabPidReuseTests
{
    [Fact]
    public Task Lab_PidReuse_PassesEachStepLive() => LabTests.PassesEachStep("pid-reuse");
}
