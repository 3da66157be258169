using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>A user's processes of one name whose events are missing or shortened.</summary>
/// <param name="Uid">The effective user of the process that caused the record.</param>
/// <param name="User">Its name; null when it has none.</param>
/// <param name="Comm">The process name; "" for all names that have no counter of their own.</param>
public sealed record LossOrigin([property: JsonConverter(typeof(UidConverter))] uint Uid, string? User, string Comm, ShedCounts Shed);
