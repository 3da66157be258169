using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>Whose events are missing or shortened: the processes of a user with one name.</summary>
/// <param name="Uid">The effective user of whoever caused the record.</param>
/// <param name="User">Its name; null when it has none.</param>
/// <param name="Comm">The name of the process; "" for all names that had no place of their own.</param>
public sealed record LossOrigin([property: JsonConverter(typeof(UidConverter))] uint Uid, string? User, string Comm, ShedCounts Shed);
