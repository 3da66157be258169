using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>The capture does not hold this process; it may hold other lives of its pid.</summary>
/// <param name="Lives">The ids of the other lives, oldest first.</param>
public sealed record ProcessNotFound(string Error, string Hint, IReadOnlyList<ProcessId> Lives);
