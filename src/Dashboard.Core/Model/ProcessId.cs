using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>
/// Identifies a process: its pid and its start time. The kernel reuses pids, so a pid alone is ambiguous.
/// Written "PID-STARTNS".
/// </summary>
/// <param name="Pid">The thread group id in the host's pid namespace.</param>
/// <param name="StartNs">The leader's start_boottime, nanoseconds on CLOCK_BOOTTIME.</param>
[JsonConverter(typeof(JsonAsText))]
public readonly record struct ProcessId(int Pid, long StartNs)
{
    /// <summary>The digits and signs of an int and a long, and the dash.</summary>
    private const int MaxTextLength = 32;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pid}-{StartNs}");

    public static bool TryParse([NotNullWhen(true)] string? text, out ProcessId id)
    {
        id = default;
        var dash = text?.IndexOf('-') ?? -1;
        if (dash <= 0
            || !int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var startNs))
        {
            return false;
        }

        id = new ProcessId(pid, startNs);
        return true;
    }

    private sealed class JsonAsText : JsonConverter<ProcessId>
    {
        public override ProcessId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
            => TryParse(reader.GetString(), out var id)
                ? id
                : throw new FieldFormatException("a process id has the form PID-STARTNS, for example 4312-81734400112233");

        public override void Write(Utf8JsonWriter writer, ProcessId value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[MaxTextLength];
            value.Pid.TryFormat(text, out var pidLength, provider: CultureInfo.InvariantCulture);
            text[pidLength] = (byte)'-';
            value.StartNs.TryFormat(text[(pidLength + 1)..], out var startLength, provider: CultureInfo.InvariantCulture);
            writer.WriteStringValue(text[..(pidLength + 1 + startLength)]);
        }
    }
}
