using Dashboard.Core.Events;

namespace Dashboard.Tracing.Replay;

/// <summary>A line of a recording: an event or an error.</summary>
/// <param name="IsEnd">True when nothing after it can be read.</param>
internal sealed record RecordedLine(long Number, LifecycleEvent? Event, string? Problem, bool IsEnd = false);
