using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Records;

public sealed class RecordLayoutTests
{
    /// <summary>By the C struct's name without "lifecycle_".</summary>
    private static readonly Dictionary<string, Type> Managed = new()
    {
        ["header"] = typeof(RecordHeader),
        ["context"] = typeof(ContextRecord),
        ["usage"] = typeof(UsageRecord),
        ["fork"] = typeof(ForkRecord),
        ["exec_enter"] = typeof(ExecEnterRecord),
        ["exec"] = typeof(ExecRecord),
        ["exit"] = typeof(ExitRecord),
        ["threads"] = typeof(ThreadsRecord),
        ["chdir"] = typeof(ChdirRecord),
        ["free"] = typeof(FreeRecord),
        ["reap"] = typeof(ReapRecord),
        ["rename"] = typeof(RenameRecord),
        ["fork_fail"] = typeof(ForkFailRecord),
        ["signal"] = typeof(SignalRecord),
        ["oom"] = typeof(OomRecord),
        ["change"] = typeof(ChangeRecord),
        ["task"] = typeof(TaskRecord),
        ["stats"] = typeof(NativeStats),
        ["tally_key"] = typeof(NativeTally.KeyOf),
        ["tally"] = typeof(NativeTally.CountsOf),
        ["tally_entry"] = typeof(NativeTally),
        ["program"] = typeof(NativeProgram),
        ["command"] = typeof(NativeCommand),
        ["options"] = typeof(NativeOptions),
    };

    [Fact]
    public void RecordLayout_NativeExport_EqualsManaged()
    {
        var native = NativeLayout();

        foreach (var (name, value) in native)
        {
            var parts = name.Split('.');
            var type = Managed[parts[0]];
            var managed = parts switch
            {
                [_] or [_, "data"] => SizeOf(type),
                _ => OffsetOf(type, Pascal(parts[1])),
            };
            Assert.True(managed == value, $"{name} is {value} in C and {managed} in {type.Name}");
        }

        Assert.Equal(Managed.Keys.Order(), native.Keys.Where(n => !n.Contains('.')).Order());
    }

    [Fact]
    public void AbiVersion_OfTheLibrary_IsTheExpected() => Assert.Equal(NativeMethods.AbiVersion, NativeMethods.GetAbiVersion());

    private static Dictionary<string, int> NativeLayout()
    {
        var buffer = new byte[16 << 10];
        var length = NativeMethods.GetRecordLayout(buffer, buffer.Length);
        Assert.True(length > 0);
        return Encoding.ASCII.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(' ')).ToDictionary(p => p[0], p => int.Parse(p[1]));
    }

    private static string Pascal(string snake) => string.Concat(snake.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private static int SizeOf(Type type)
        => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    /// <summary>Fields are in declaration order; the sum of the previous sizes, aligned as in C.</summary>
    private static int OffsetOf(Type type, string field)
    {
        var offset = 0;
        foreach (var one in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            var plain = one.FieldType.IsEnum ? one.FieldType.GetEnumUnderlyingType() : one.FieldType;
            var alignment = AlignmentOf(plain);
            offset = (offset + alignment - 1) / alignment * alignment;
            if (one.Name == field)
            {
                return offset;
            }

            offset += SizeOf(plain);
        }

        throw new Xunit.Sdk.XunitException($"{type.Name} has no field {field}");
    }

    private static int AlignmentOf(Type type) => type.IsPrimitive
        ? SizeOf(type)
        : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Max(f => AlignmentOf(f.FieldType.IsEnum ? f.FieldType.GetEnumUnderlyingType() : f.FieldType));
}
