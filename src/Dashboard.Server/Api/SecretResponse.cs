using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Server.Api;

/// <summary>Secrets of one rule in the arguments of one program, by who started it.</summary>
/// <param name="Comm">The program's name after the exec.</param>
/// <param name="Rule">The rule that found them, as in the mark ‹redacted:RULE›.</param>
/// <param name="StartedBy">The name of the process that forked it; null where it is not known.</param>
/// <param name="Count">Execs.</param>
/// <param name="Example">The newest process.</param>
/// <param name="OtherNames">Stands for all beyond a thousand; the names are null.</param>
public sealed record SecretResponse(string? Comm, string? Rule, string? StartedBy, long Count, Timestamp First, Timestamp Last, ProcessId Example, bool OtherNames)
{
    internal static SecretResponse From(SecretGroup group)
        => new(group.Comm, group.Rule, group.StartedBy, group.Count, group.First, group.Last, group.Example, group.OtherNames);
}
