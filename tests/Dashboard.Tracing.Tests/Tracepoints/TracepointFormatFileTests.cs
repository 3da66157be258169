using Dashboard.Core.Feeds;
using Dashboard.Tracing.Tracepoints;

namespace Dashboard.Tracing.Tests.Tracepoints;

public sealed class TracepointFormatFileTests
{
    private const string ExitExecve = """
        name: sys_exit_execve
        ID: 715
        format:
        	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
        	field:int common_pid;	offset:4;	size:4;	signed:1;

        	field:int __syscall_nr;	offset:8;	size:4;	signed:1;
        	field:long ret;	offset:16;	size:8;	signed:1;

        print fmt: "0x%lx", REC->ret

        """;

    [Fact]
    public void Parse_OfSyscallExit_HasIdFieldsAndRaw()
    {
        var format = TracepointFormatFile.Parse("syscalls", ExitExecve);

        Assert.Equal(("syscalls", "sys_exit_execve", 715), (format.Category, format.Name, format.Id));
        Assert.Equal("\"0x%lx\", REC->ret", format.PrintFormat);
        Assert.Equal(ExitExecve, format.Raw);
        Assert.Equal(["common_type", "common_pid", "__syscall_nr", "ret"], format.Fields.Select(f => f.Name));
        Assert.Equal([true, true, false, false], format.Fields.Select(f => f.Common));
        Assert.Equal(new TracepointField("long ret", "ret", "long", 16, 8, true, false), format.Fields[^1]);
    }

    [Theory]
    [InlineData("char comm[16]", "comm", "char[16]")]
    [InlineData("__data_loc char[] comm", "comm", "__data_loc char[]")]
    [InlineData("const char *const * argv", "argv", "const char *const *")]
    [InlineData("const char * filename", "filename", "const char *")]
    [InlineData("u8 bytes[4][2]", "bytes", "u8[4][2]")]
    public void Parse_OfDeclaration_SplitsTypeAndName(string declaration, string name, string type)
    {
        var text = $"name: some\nID: 1\nformat:\n\tfield:{declaration};\toffset:8;\tsize:8;\tsigned:0;\n";

        var field = Assert.Single(TracepointFormatFile.Parse("sched", text).Fields);

        Assert.Equal((name, type, declaration), (field.Name, field.Type, field.Declaration));
    }

    [Fact]
    public void Parse_WithoutName_Throws()
        => Assert.Throws<FormatException>(() => TracepointFormatFile.Parse("sched", "nothing here"));
}
