using Dashboard.Core.Events;

namespace Dashboard.Tracing.Replay;

/// <summary>A line of a recording: an event, or what is wrong with it.</summary>
/// <param name="IsEnd">Nothing behind it can be read.</param>
internal sealed record RecordedLine(long Number, LifecycleEvent? Event, string? Problem, bool IsEnd = false);
