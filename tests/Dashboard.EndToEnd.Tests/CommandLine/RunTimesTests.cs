using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>Run times of probes. The kernel measures them for the whole machine, so another server would make them known here too.</summary>
[Collection(Alone.Name)]
public sealed class RunTimesTests
{
    private const int NobodyUid = 65534;

    [Theory]
    [InlineData(0, "sys_admin", true)]
    [InlineData(0, "bpf perfmon dac_read_search", false)]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search", false)]
    public async Task RunTimes_WithCapabilities_AreMeasuredOrSayWhyNot(int user, string capabilities, bool measured)
    {
        Kernel.Require();
        await using var server = await Limited.Serve(user, capabilities);
        await server.Get("/status");

        var status = await server.Get("/status");

        var why = status.GetProperty("runTimesUnknown").GetString();
        Assert.Equal(measured, why is null);
        Assert.True(measured || why!.Contains("CAP_SYS_ADMIN only, and refuses this process (EPERM)", StringComparison.Ordinal), why);
    }
}
