namespace Dashboard.Server.Cli.Printing;

/// <summary>The values of --format.</summary>
internal static class EventFormats
{
    public const string Ndjson = "ndjson";
    public const string Text = "text";
    public const string Bpftrace = "bpftrace";

    public static IReadOnlyList<string> All { get; } = [Ndjson, Text, Bpftrace];

    /// <param name="raw">No escaping on a terminal; the text format always escapes.</param>
    public static IEventFormat New(string name, bool raw)
    {
        var isShown = !raw && StandardOutput.IsTerminal;
        return name switch
        {
            Text => new TextFormat(StandardOutput.TakesColours, TimeZoneInfo.Local),
            Bpftrace => isShown ? new TerminalFormat(new BpftraceFormat(), json: false) : new BpftraceFormat(),
            _ => isShown ? new TerminalFormat(new NdjsonFormat(), json: true) : new NdjsonFormat(),
        };
    }
}
