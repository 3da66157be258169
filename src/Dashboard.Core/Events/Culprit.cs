using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>Who filled the ring buffer while room was scarce: the processes of a user with one name.</summary>
/// <param name="Uid">The effective user.</param>
/// <param name="User">Its name; null when it has none.</param>
/// <param name="Comm">The name of the process; "" for all names that had no place of their own.</param>
/// <param name="Bytes">That its records took, or would have taken.</param>
/// <param name="Records">That it caused.</param>
public sealed record Culprit([property: JsonConverter(typeof(UidConverter))] uint Uid, string? User, string Comm, long Bytes, long Records);
