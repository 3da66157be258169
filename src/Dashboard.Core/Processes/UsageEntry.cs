using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>A <see cref="ResourceUsage"/> as the table keeps it: by value.</summary>
internal readonly record struct UsageEntry(
    bool IsKnown, long UserNs, long SystemNs, long MaxRssBytes, long MinorFaults, long MajorFaults,
    long VoluntarySwitches, long InvoluntarySwitches, long? ReadBytes, long? WriteBytes)
{
    public static UsageEntry Of(ResourceUsage? usage) => usage is null
        ? default
        : new(true, usage.UserNs, usage.SystemNs, usage.MaxRssBytes, usage.MinorFaults, usage.MajorFaults,
            usage.VoluntarySwitches, usage.InvoluntarySwitches, usage.ReadBytes, usage.WriteBytes);

    public ResourceUsage? ToUsage() => IsKnown
        ? new ResourceUsage
        {
            UserNs = UserNs,
            SystemNs = SystemNs,
            MaxRssBytes = MaxRssBytes,
            MinorFaults = MinorFaults,
            MajorFaults = MajorFaults,
            VoluntarySwitches = VoluntarySwitches,
            InvoluntarySwitches = InvoluntarySwitches,
            ReadBytes = ReadBytes,
            WriteBytes = WriteBytes,
        }
        : null;
}
