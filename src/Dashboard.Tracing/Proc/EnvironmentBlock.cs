using Dashboard.Core.Model;
using Dashboard.Core.Readings;

namespace Dashboard.Tracing.Proc;

/// <summary>The bytes of /proc/PID/environ, NAME=VALUE each with its NUL: what the exec was given, unless the process wrote over it.</summary>
internal static class EnvironmentBlock
{
    public const int MaxBytes = 64 << 10;

    /// <param name="block">May end anywhere.</param>
    /// <param name="isCut">There was more.</param>
    public static IReadOnlyList<EnvironmentVariable> Parse(ReadOnlySpan<byte> block, bool isCut)
    {
        var variables = new List<EnvironmentVariable>();
        while (!block.IsEmpty)
        {
            var end = block.IndexOf((byte)0);
            if (end < 0 && isCut)
            {
                // Of half a value nobody can tell whether a secret is in it: "postgres://name:secret" lacks its "@".
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
        // Anything may stand where a process wrote over its environment.
        return equals <= 0
            ? new EnvironmentVariable("", Redaction.Mark)
            : new EnvironmentVariable(entry[..equals], Redaction.Of(entry[..equals], entry[(equals + 1)..]));
    }
}
