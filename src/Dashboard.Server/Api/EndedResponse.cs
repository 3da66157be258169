using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Recent;

namespace Dashboard.Server.Api;

/// <summary>A process in short; /processes/{id} has all of it.</summary>
/// <param name="Path">The path of the last image as given; null where it was not captured.</param>
/// <param name="Args">Its first arguments; null where they are not known.</param>
/// <param name="ArgsTruncated">There are more.</param>
/// <param name="Exit">Null while it runs.</param>
/// <param name="Errno">The error of its last failed exec that was not a PATH lookup; null without one.</param>
/// <param name="LifetimeNs">Until now while it runs.</param>
/// <param name="Parent">The process that called fork, or the parent where the fork was not seen.</param>
public sealed record EndedResponse(
    ProcessId Id, string Comm, string? Path, IReadOnlyList<string>? Args, bool ArgsTruncated, ExitResponse? Exit, string? Errno, long LifetimeNs,
    ProcessReference? Parent)
{
    internal static EndedResponse From(ProcessSummary process) => new(
        process.Id, process.Comm, process.Path, process.Args, process.MoreArgs, ExitResponse.From(process.Exit),
        process.FailedExecs.LastOrDefault(f => !f.Lookup)?.Errno, process.LifetimeNs, process.Parent);
}
