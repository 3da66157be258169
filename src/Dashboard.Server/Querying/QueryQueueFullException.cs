namespace Dashboard.Server.Querying;

/// <summary>As many questions wait as may: becomes 503 with Retry-After.</summary>
internal sealed class QueryQueueFullException() : Exception("Too many questions wait for an answer.");
