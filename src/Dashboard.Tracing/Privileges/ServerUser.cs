using System.Globalization;

namespace Dashboard.Tracing.Privileges;

/// <summary>The user without privileges who runs the server of two processes: who called sudo, else "lifecycle", else "nobody".</summary>
public sealed record ServerUser(uint Uid, uint Gid, string Name, string Home, bool CalledSudo)
{
    /// <summary>State of a system user, who has no home. Not /var/lib/lifecycle: what lies there belongs to root.</summary>
    public const string StateOfSystemUser = "/var/lib/lifecycle-server";

    private const string Passwd = "/etc/passwd";

    private static readonly string[] SystemUsers = ["lifecycle", "nobody"];

    /// <summary>Where /etc/passwd has none of them.</summary>
    private static readonly ServerUser LastResort = new(65534, 65534, "nobody", "/nonexistent", false);

    /// <summary>Of SUDO_UID and SUDO_GID that name no user without privileges nothing is taken: a system user is safe in any case.</summary>
    public static ServerUser Find()
        => Find(Environment.GetEnvironmentVariable("SUDO_UID"), Environment.GetEnvironmentVariable("SUDO_GID"), Lines());

    /// <summary>An account of this machine other than root's; null when there is none of this name.</summary>
    public static ServerUser? Named(string name)
        => Lines().Select(Parse).FirstOrDefault(user => user is { Uid: > 0, Gid: > 0 } && user.Name == name);

    /// <param name="passwd">Lines of /etc/passwd, "name:x:1000:1000:Full Name:/home/name:/bin/bash". Directory services are not asked: they may block.</param>
    internal static ServerUser Find(string? sudoUid, string? sudoGid, IReadOnlyList<string> passwd)
    {
        var users = passwd.Select(Parse).OfType<ServerUser>().ToList();
        return TryNumber(sudoUid, out var uid) && TryNumber(sudoGid, out var gid) && uid > 0 && gid > 0
            ? (users.Find(user => user.Uid == uid) ?? new ServerUser(uid, gid, "", "/", true)) with { Gid = gid, CalledSudo = true }
            : OfSystem(users);
    }

    /// <summary>"lifecycle", else "nobody".</summary>
    public static ServerUser System() => OfSystem([.. Lines().Select(Parse).OfType<ServerUser>()]);

    /// <summary>Where its server keeps data without --data; as the XDG base directory specification has it for a user with a home.</summary>
    public string State => CalledSudo ? Path.Combine(Home, ".local", "state", "lifecycle") : StateOfSystemUser;

    private static ServerUser OfSystem(List<ServerUser> users)
        => SystemUsers.Select(name => users.Find(user => user.Name == name)).OfType<ServerUser>().FirstOrDefault(user => user is { Uid: > 0, Gid: > 0 }) ?? LastResort;

    private static string[] Lines() => File.Exists(Passwd) ? File.ReadAllLines(Passwd) : [];

    private static ServerUser? Parse(string line)
        => line.Split(':') is [var name, _, var uid, var gid, _, var home, ..] && TryNumber(uid, out var user) && TryNumber(gid, out var group)
            ? new ServerUser(user, group, name, home, false)
            : null;

    /// <summary>(uid_t)-1 is no user.</summary>
    private static bool TryNumber(string? text, out uint number)
        => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number != uint.MaxValue;
}
