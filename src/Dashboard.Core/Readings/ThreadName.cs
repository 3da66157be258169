namespace Dashboard.Core.Readings;

public sealed record ThreadName(int Tid, string Comm);
