namespace Dashboard.Tracing.Replay;

/// <summary>The header as it stands in its line, under the one property that no event has.</summary>
internal sealed record RecordingHeaderLine(RecordingHeader? Recording);
