using System.Text.Json;
using Dashboard.Core.Feeds;
using Dashboard.Server.Cli;

namespace Dashboard.Server.Tests.Cli;

public sealed class DoctorCommandTests
{
    private static readonly string Log = "libbpf: prog 'process_exec': -- BEGIN PROG LOAD LOG --\n"
        + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i}: (b7) r1 = 0\n"))
        + "R1 min value is negative\nprocessed 100 insns\n-- END PROG LOAD LOG --\n";

    private static readonly DoctorReport Refused = new()
    {
        Kernel = "6.1.0",
        Compiler = "clang version 14",
        Checks = [CheckResult.Fail("Probes", "Linux 6.1.0 refused the probe process_exec.", "Report it.")],
        Limits = [new("exit_execve", "Failed execs are not seen.")],
        LoadLog = Log,
    };

    [Fact]
    public void Json_OfARefusal_HoldsKernelCompilerLimitsAndTheWholeLog()
    {
        var json = JsonDocument.Parse(DoctorCommand.Serialize(Refused)).RootElement;

        Assert.False(json.GetProperty("canTrace").GetBoolean());
        Assert.Equal(("6.1.0", "clang version 14", Log), (json.GetProperty("kernel").GetString(), json.GetProperty("compiler").GetString(), json.GetProperty("loadLog").GetString()));
        Assert.Equal("exit_execve", json.GetProperty("limits")[0].GetProperty("of").GetString());
    }

    [Fact]
    public void Text_OfARefusal_HasTheEndOfTheLogOnly()
    {
        var text = DoctorCommand.Describe(Refused);

        Assert.Contains("fail  Probes", text);
        Assert.Contains("note  Failed execs are not seen.", text);
        Assert.Contains("compiled by clang version 14", text);
        Assert.Contains("      R1 min value is negative\n", text);
        Assert.DoesNotContain("      50: (b7)", text);
    }

    [Fact]
    public void Text_WithoutARefusal_HasNoLog()
        => Assert.DoesNotContain("verifier", DoctorCommand.Describe(Refused with { LoadLog = "" }));
}
