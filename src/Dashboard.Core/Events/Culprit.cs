using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>A user's processes of one name that filled the ring buffer while space was short.</summary>
/// <param name="Uid">The effective user.</param>
/// <param name="User">Its name; null when it has none.</param>
/// <param name="Comm">The process name; "" for all names that have no counter of their own.</param>
/// <param name="Bytes">Bytes that its records took, or would have taken.</param>
/// <param name="Records">Records that it caused.</param>
public sealed record Culprit([property: JsonConverter(typeof(UidConverter))] uint Uid, string? User, string Comm, long Bytes, long Records);
