using System.Globalization;

namespace Dashboard.Tracing.Platform;

/// <summary>User names by uid from /etc/passwd. Directory services are not queried: they may block for seconds.</summary>
internal sealed class UserNames(string passwdPath = "/etc/passwd")
{
    private const int MinCheckMs = 1000;

    /// <summary>A line is "name:x:1000:1000:Full Name:/home/name:/bin/bash".</summary>
    private readonly Dictionary<uint, string> _byUid = [];
    private DateTime _readAt;
    private long _checkedAtMs = long.MinValue / 2;

    public string? Find(uint uid)
    {
        if (_byUid.TryGetValue(uid, out var name))
        {
            return name;
        }

        // A new user comes with a changed file. A uid without a name must not cause a read each time, nor a check of the
        // file for each event of a storm.
        var nowMs = Environment.TickCount64;
        if (nowMs - _checkedAtMs < MinCheckMs)
        {
            return null;
        }

        _checkedAtMs = nowMs;
        var changed = File.GetLastWriteTimeUtc(passwdPath);
        if (changed != _readAt)
        {
            Read();
            _readAt = changed;
        }

        return _byUid.GetValueOrDefault(uid);
    }

    private void Read()
    {
        _byUid.Clear();
        try
        {
            foreach (var line in File.ReadLines(passwdPath))
            {
                var fields = line.Split(':');
                if (fields.Length > 2 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var uid))
                {
                    _byUid.TryAdd(uid, fields[0]);
                }
            }
        }
        catch (IOException)
        {
            // A container image may have no such file: uids are shown instead.
        }
    }
}
