namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A data directory for a server that is started twice: browsers stay logged in.</summary>
internal sealed class KeptData : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dashboard-data-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
