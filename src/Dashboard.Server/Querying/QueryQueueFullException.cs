namespace Dashboard.Server.Querying;

/// <summary>The queue of queries is full; becomes 503 with Retry-After.</summary>
internal sealed class QueryQueueFullException() : Exception("Too many questions wait for an answer.");
