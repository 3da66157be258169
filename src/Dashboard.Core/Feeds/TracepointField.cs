namespace Dashboard.Core.Feeds;

/// <summary>One field of a tracepoint's record.</summary>
/// <param name="Declaration">As the kernel writes it: "const char * filename".</param>
/// <param name="Type">"const char *"; for an array with its length: "char[16]".</param>
/// <param name="Offset">Bytes from the start of the record.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Common">True for the four fields that every tracepoint has.</param>
public sealed record TracepointField(string Declaration, string Name, string Type, int Offset, int Size, bool Signed, bool Common);
