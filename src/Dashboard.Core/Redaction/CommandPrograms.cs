using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;

namespace Dashboard.Core.Redaction;

/// <summary>The programs with options of their own for a secret, and those that run another command.</summary>
internal static class CommandPrograms
{
    private static readonly ProgramOption Mysql = new("mysql-password", ["-p"], Glued: true);
    private static readonly ProgramOption Mongo = new("mongo-password", ["-p"], Next: true);
    private static readonly ProgramOption Login = new("login-password", ["-p"], Glued: true, Next: true) { After = "login" };
    private static readonly ProgramOption Ldap = new("ldap-password", ["-w"], Glued: true, Next: true);
    private static readonly ProgramOption Putty = new("ssh-password", ["-pw"], Next: true);
    private static readonly ProgramOption Packed = new("archive-password", ["-p"], Glued: true);
    private static readonly ProgramOption Zip = new("archive-password", ["-P"], Glued: true, Next: true);
    private static readonly ProgramOption Sql = new("sql-password", ["-P"], Glued: true, Next: true);
    private static readonly ProgramOption Redis = new("redis-password", ["-a"], Next: true);
    private static readonly ProgramOption Snmp = new("snmp-password", ["-A", "-X"], Next: true);
    private static readonly ProgramOption Samba = new("samba-password", ["-U"], Glued: true, Next: true) { Separator = '%' };
    private static readonly ProgramOption Mqtt = new("mqtt-password", ["-P"], Next: true);
    private static readonly ProgramOption Oracle = new("sql-password", [], Next: true) { Separator = '/' };

    private static readonly FrozenDictionary<string, ProgramOption[]> Options = new (string Names, ProgramOption[] Options)[]
    {
        ("mysql mysqldump mysqladmin mysqlimport mysqlcheck mysqlshow mysqlslap mysqlsh mysqlbinlog mysql_upgrade mariadb mariadb-dump mariadb-admin mariadb-check mariadb-import mytop xtrabackup mariabackup", [Mysql]),
        ("mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat mongotop", [Mongo]),
        ("curl", [
            new("curl-user", ["-u", "-U"], Glued: true, Next: true) { Separator = ':', InClusters = true },
            new("curl-user", ["--user", "--proxy-user"], Next: true) { Separator = ':' },
            new("cookie", ["-b", "--cookie"], Next: true) { Separator = '=' },
        ]),
        ("http https xh", [new("curl-user", ["-a", "--auth"], Next: true) { Separator = ':' }]),
        ("docker podman buildah skopeo nerdctl helm oras crane regctl az oc cf", [Login]),
        ("sshpass", [new("ssh-password", ["-p"], Glued: true, Next: true) { OnlyBeforeCommand = true }]),
        ("plink pscp psftp putty kitty", [Putty]),
        ("redis-cli valkey-cli keydb-cli", [Redis]),
        ("ldapsearch ldapadd ldapmodify ldapdelete ldapwhoami ldapcompare ldapmodrdn kadmin", [Ldap]),
        ("ldappasswd", [Ldap, new("ldap-password", ["-s", "-a"], Next: true)]),
        ("7z 7za 7zr 7zz rar unrar", [Packed, new("archive-password", ["-hp"], Glued: true)]),
        ("zip unzip zipinfo funzip", [Zip]),
        ("openssl", [new("openssl-password", ["-k", "-K"], Next: true) { After = "enc" }]),
        ("htpasswd", [
            new("htpasswd-password", ["-b", "-cb", "-bc", "-bB", "-Bb", "-cBb", "-bcB", "-cbB", "-bBc"], Next: true) { Skip = 2 },
            new("htpasswd-password", ["-nb", "-bn", "-nbB", "-nBb", "-bnB", "-Bbn"], Next: true) { Skip = 1 },
        ]),
        ("sqlcmd bcp tsql isql", [Sql]),
        ("sqlplus expdp impdp exp imp sqlldr", [Oracle]),
        ("mosquitto_pub mosquitto_sub mosquitto_rr", [Mqtt]),
        ("ipmitool", [new("ipmi-password", ["-P"], Next: true)]),
        ("snmpget snmpwalk snmpbulkwalk snmpset snmptrap snmpbulkget", [Snmp]),
        ("smbclient rpcclient smbget smbcacls winexe", [Samba]),
        ("lftp", [new("ftp-password", ["-u"], Next: true) { Separator = ',' }]),
        ("ncftpput ncftpget ncftp", [new("ftp-password", ["-p"], Next: true)]),
        ("xfreerdp wlfreerdp", [new("rdp-password", ["/p:"], Glued: true)]),
        ("rdesktop", [new("rdp-password", ["-p"], Next: true)]),
        ("useradd usermod", [new("password", ["-p"], Next: true)]),
        ("rabbitmqctl", [new("rabbitmq-password", ["add_user", "change_password", "authenticate_user"], Next: true) { Skip = 1 }]),
        ("nmcli", [new("wifi-password", ["password"], Next: true)]),
        ("wpa_passphrase", [new("wifi-password", ["wpa_passphrase"], Next: true) { Skip = 1 }]),
        ("steamcmd", [new("password", ["+login"], Next: true) { Skip = 1 }]),
    }.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Options))).ToFrozenDictionary(row => row.name, row => row.Options);

    private static readonly FrozenDictionary<string, ProgramOption[]>.AlternateLookup<ReadOnlySpan<char>> ByName = Options.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] Runners =
        ("sh bash dash ash zsh ksh mksh fish busybox sudo doas su runuser env nohup nice ionice chrt taskset timeout time setsid stdbuf xargs watch strace ltrace chroot "
        + "unshare nsenter ssh docker podman nerdctl kubectl oc systemd-run flock parallel gosu su-exec tini dumb-init fakeroot script expect sshpass perf entr start-stop-daemon "
        + "ip proxychains proxychains4 torsocks daemonize crictl lxc-attach machinectl faketime valgrind gdb").Split(' ');

    private static readonly FrozenDictionary<ulong, CommandKind> Kinds = Runners.Select(name => (name, CommandKind.Runs))
        .Concat(Options.Keys.Select(name => (name, CommandKind.HasOptions)))
        .GroupBy(entry => KeyOf(Encoding.ASCII.GetBytes(entry.name)), entry => entry.Item2)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate((a, b) => a | b));

    /// <summary>What finds a program with options in another's arguments: their names, whole: "build/" begins like a program, too.</summary>
    public static IEnumerable<string> Triggers
        => Options.Keys.Select(name => name.Length > 5 ? name : name + " ");

    public static IEnumerable<string> Rules => Options.Values.SelectMany(options => options).Select(option => option.Rule).Distinct();

    /// <summary>By the first bytes and the length of the name, so it may be more than is true: then the arguments are examined in vain.</summary>
    /// <param name="block">Arguments in the kernel's layout.</param>
    public static CommandKind KindOf(ReadOnlySpan<byte> block)
    {
        var end = block.IndexOf((byte)0);
        var name = end < 0 ? block : block[..end];
        name = name[(name.LastIndexOf((byte)'/') + 1)..];
        // A login shell is "-bash".
        return Kinds.GetValueOrDefault(KeyOf(name is [(byte)'-', ..] ? name[1..] : name));
    }

    public static CommandKind KindOf(ReadOnlySpan<char> word)
    {
        var name = BaseName(word);
        Span<byte> bytes = stackalloc byte[Math.Min(name.Length, 32)];
        return name.Length <= 32 && Encoding.ASCII.TryGetBytes(name, bytes, out var length) ? Kinds.GetValueOrDefault(KeyOf(bytes[..length])) : CommandKind.None;
    }

    public static ProgramOption[]? OptionsOf(ReadOnlySpan<char> word) => ByName.TryGetValue(BaseName(word), out var options) ? options : null;

    private static ReadOnlySpan<char> BaseName(ReadOnlySpan<char> word)
    {
        var name = word[(word.LastIndexOf('/') + 1)..].TrimEnd(';');
        return name is ['-', ..] ? name[1..] : name;
    }

    private static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        Span<byte> first = stackalloc byte[8];
        first.Clear();
        name[..Math.Min(8, name.Length)].CopyTo(first);
        return (MemoryMarshal.Read<ulong>(first) * 31) + (ulong)name.Length;
    }
}
