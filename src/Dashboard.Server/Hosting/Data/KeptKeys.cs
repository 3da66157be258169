using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Dashboard.Server.Hosting.Data;

/// <summary>
/// The keys that encrypt Blazor's state, on disk and in memory. The framework reads them again each day: without the
/// copy in memory, a key that could not be written to a full disk would be lost then, and its pages refused. Bounded by
/// time: a key is created every 90 days.
/// </summary>
internal sealed class KeptKeys : IXmlRepository
{
    private const string Folder = "keys";

    private readonly DataDirectory _data;
    private readonly FileSystemXmlRepository? _files;

    /// <summary>Guards <see cref="_keys"/>: used by many threads.</summary>
    private readonly Lock _lock = new();
    private readonly List<XElement> _keys = [];

    public KeptKeys(DataDirectory data, ILoggerFactory logs)
    {
        _data = data;
        _files = data.TryMakeFolder(Folder) is { } folder ? new FileSystemXmlRepository(folder, logs) : null;
        if (_files is not null)
        {
            data.TryChange(() => _keys.AddRange(Read(_files)));
        }
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_lock)
        {
            return [.. _keys.Select(key => new XElement(key))];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_lock)
        {
            _keys.Add(new XElement(element));
        }

        if (_files is not null)
        {
            _data.TryChange(() => _files.StoreElement(element, friendlyName));
        }
    }

    /// <summary>Skips files that a full disk left incomplete.</summary>
    private static IEnumerable<XElement> Read(FileSystemXmlRepository files)
    {
        try
        {
            return files.GetAllElements();
        }
        catch (XmlException)
        {
            return [];
        }
    }
}
