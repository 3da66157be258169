namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A hundred failures in twenty seconds, most of one kind, with a burst of another kind at the end.</summary>
public sealed class TwoTimesRecording : RecordedServer
{
    protected override IReadOnlyList<string> Lines => EventStories.TwoTimes();
}
