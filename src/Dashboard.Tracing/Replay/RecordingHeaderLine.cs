namespace Dashboard.Tracing.Replay;

/// <summary>The header line: an object with one property, which no event has.</summary>
internal sealed record RecordingHeaderLine(RecordingHeader? Recording);
