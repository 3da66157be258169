using Dashboard.Core.Model;
using Dashboard.Core.Readings;

namespace Dashboard.Tracing.Proc;

/// <summary>The bytes of /proc/PID/environ, NAME=VALUE each with a NUL: as passed to exec, unless the process overwrote them.</summary>
internal static class EnvironmentBlock
{
    public const int MaxBytes = 64 << 10;

    /// <param name="block">May be cut at any byte.</param>
    /// <param name="isCut">True when the block was longer.</param>
    public static IReadOnlyList<EnvironmentVariable> Parse(ReadOnlySpan<byte> block, bool isCut)
    {
        var variables = new List<EnvironmentVariable>();
        while (!block.IsEmpty)
        {
            var end = block.IndexOf((byte)0);
            if (end < 0 && isCut)
            {
                // An incomplete value cannot be checked for secrets: "postgres://name:secret" lacks its "@".
                break;
            }

            var entry = end < 0 ? block : block[..end];
            block = end < 0 ? [] : block[(end + 1)..];
            if (!entry.IsEmpty)
            {
                variables.Add(Variable(KernelText.Decode(entry)));
            }
        }

        return variables;
    }

    private static EnvironmentVariable Variable(string entry)
    {
        var equals = entry.IndexOf('=');
        // A process may overwrite its environment with anything.
        return equals <= 0
            ? new EnvironmentVariable("", Redaction.Mark)
            : new EnvironmentVariable(entry[..equals], Redaction.Of(entry[..equals], entry[(equals + 1)..]));
    }
}
