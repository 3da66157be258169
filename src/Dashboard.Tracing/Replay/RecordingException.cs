namespace Dashboard.Tracing.Replay;

/// <summary>A recording that cannot be opened. The message is one sentence with the file's name, for the user.</summary>
public sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);
