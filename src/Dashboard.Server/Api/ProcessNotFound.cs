using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>This process is not in the capture; other lives of its pid may be.</summary>
/// <param name="Lives">The ids of the other lives, oldest first.</param>
public sealed record ProcessNotFound(string Error, string Hint, IReadOnlyList<ProcessId> Lives);
