using System.Globalization;
using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// A process changed its user or group, session, process group or cgroup without an exec. Fields that did not change
/// are null.
/// </summary>
public sealed record CredentialsEvent() : LifecycleEvent(EventKind.Credentials)
{
    /// <summary>The effective user.</summary>
    [JsonInclude]
    public NumberChange? Uid { get; internal set; }

    [JsonInclude]
    public TextChange? User { get; internal set; }

    /// <summary>The effective group.</summary>
    [JsonInclude]
    public NumberChange? Gid { get; internal set; }

    [JsonInclude]
    public NumberChange? Session { get; internal set; }

    [JsonInclude]
    [JsonPropertyName("pgid")]
    public NumberChange? ProcessGroup { get; internal set; }

    [JsonInclude]
    public TextChange? Cgroup { get; internal set; }

    [JsonInclude]
    public TextChange? Container { get; internal set; }

    [JsonInclude]
    public TextChange? Tty { get; internal set; }

    /// <summary>"uid 0 to 33, session 10 to 12". Bytes chosen by processes are not escaped.</summary>
    public string ToText()
    {
        var changes = new List<string>();
        Add("uid", Uid?.From, Uid?.To, Uid is not null);
        Add("user", User?.From, User?.To, User is not null);
        Add("gid", Gid?.From, Gid?.To, Gid is not null);
        Add("session", Session?.From, Session?.To, Session is not null);
        Add("pgid", ProcessGroup?.From, ProcessGroup?.To, ProcessGroup is not null);
        Add("cgroup", Cgroup?.From, Cgroup?.To, Cgroup is not null);
        Add("container", Container?.From, Container?.To, Container is not null, "none seen");
        Add("tty", Tty?.From, Tty?.To, Tty is not null, "none");
        return string.Join(", ", changes);

        void Add(string name, object? from, object? to, bool changed, string absent = "not known")
        {
            if (changed)
            {
                changes.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {from ?? absent} to {to ?? absent}"));
            }
        }
    }

    /// <summary>The complete state after the change, from a live kernel, which does not report the previous one; null in a recording.</summary>
    internal ProcessContext? Now { get; private set; }

    /// <summary>False when a live kernel's values equal what was known already.</summary>
    internal bool IsChange { get; private set; } = true;

    /// <summary>False for what a live kernel says until it was compared.</summary>
    internal bool IsCertain => Now is null;

    /// <summary>Makes it another event: sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(in ProcessContext now)
    {
        (Now, IsChange) = (now, true);
        (Uid, User, Gid, Session, ProcessGroup, Cgroup, Container, Tty) = (null, null, null, null, null, null, null, null);
    }

    /// <summary>Computes what changed. Without a known previous value, nothing is reported.</summary>
    internal void Compare(in ProcessContext? before)
    {
        if (Now is not { } now)
        {
            return;
        }

        if (before is { } was)
        {
            Uid = Change(was.Uid, now.Uid);
            User = Change(was.User, now.User);
            Gid = Change(was.Gid, now.Gid);
            Session = Change(was.Session, now.Session);
            ProcessGroup = Change(was.ProcessGroup, now.ProcessGroup);
            Cgroup = Change(was.Cgroup, now.Cgroup);
            Container = Change(was.Container, now.Container);
            Tty = Change(was.Tty, now.Tty);
        }

        IsChange = Uid is not null || Gid is not null || Session is not null || ProcessGroup is not null || Cgroup is not null || Tty is not null;
    }

    /// <summary>The context of the process after this event.</summary>
    internal ProcessContext? After(in ProcessContext? before)
    {
        if (Now is { } now)
        {
            return now;
        }

        var was = before.GetValueOrDefault();
        return was with
        {
            Uid = Uid is null ? was.Uid : (uint?)Uid.To,
            User = User is null ? was.User : User.To,
            Gid = Gid is null ? was.Gid : (uint?)Gid.To,
            Session = Session is null ? was.Session : (int?)Session.To,
            ProcessGroup = ProcessGroup is null ? was.ProcessGroup : (int?)ProcessGroup.To,
            Cgroup = Cgroup is null ? was.Cgroup : Cgroup.To,
            Container = Container is null ? was.Container : Container.To,
            Tty = Tty is null ? was.Tty : Tty.To,
        };
    }

    private static NumberChange? Change(long? from, long? to) => from == to ? null : new NumberChange(from, to);

    private static TextChange? Change(string? from, string? to) => from == to ? null : new TextChange(from, to);
}
