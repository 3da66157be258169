using System.Text;

namespace Dashboard.Benchmarks.Records;

/// <summary>The command lines of one step of a C build, as `gcc -v` shows them.</summary>
internal static class BuildStep
{
    public const int TemporaryNameBytes = 6;

    /// <summary>Stands for the random part of a temporary file's name.</summary>
    public const string TemporaryName = "XXXXXX";

    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static byte[] Shell(int n) => Block($"/bin/sh -c {Driver(n).Replace(' ', '\u00a0')}");

    public static byte[] Compiler(int n) => Block(Driver(n));

    public static byte[] Cc1(int n) => Block(
        "/usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet -I include -I src/core -imultiarch x86_64-linux-gnu -D NDEBUG "
        + $"-D _GNU_SOURCE src/{Folder(n)}/file_{n}.c -quiet -dumpdir build/{Folder(n)}/ -dumpbase file_{n}.c -dumpbase-ext .c "
        + $"-mtune=generic -march=x86-64 -g -O2 -Wall -Wextra -fasynchronous-unwind-tables -o /tmp/cc{TemporaryName}.s");

    public static byte[] Assembler(int n) => Block(
        $"as -I include -I src/core --64 -o build/{Folder(n)}/file_{n}.o /tmp/cc{TemporaryName}.s");

    public static void WriteTemporaryName(Span<byte> name, int place, int pass)
    {
        var number = (uint)place * 2654435761u ^ (uint)pass * 40503u;
        foreach (ref var letter in name)
        {
            letter = (byte)Letters[(int)(number % (uint)Letters.Length)];
            number = number / (uint)Letters.Length + number * 31;
        }
    }

    private static string Driver(int n)
        => $"gcc -g -O2 -Wall -Wextra -DNDEBUG -D_GNU_SOURCE -Iinclude -Isrc/core -c -o build/{Folder(n)}/file_{n}.o src/{Folder(n)}/file_{n}.c";

    private static string Folder(int n) => $"module_{n % 40}";

    /// <summary>Each argument with its NUL. A no-break space stands for a space inside an argument.</summary>
    private static byte[] Block(string line)
        => Encoding.UTF8.GetBytes(line.Replace(' ', '\0').Replace('\u00a0', ' ') + '\0');
}
