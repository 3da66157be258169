namespace Dashboard.Server.Cli.Printing;

/// <summary>The values of --format.</summary>
internal static class EventFormats
{
    public const string Ndjson = "ndjson";
    public const string Text = "text";
    public const string Bpftrace = "bpftrace";

    public static IReadOnlyList<string> All { get; } = [Ndjson, Text, Bpftrace];

    public static IEventFormat New(string name) => name switch
    {
        Text => new TextFormat(StandardOutput.TakesColours, TimeZoneInfo.Local),
        Bpftrace => new BpftraceFormat(),
        _ => new NdjsonFormat(),
    };
}
