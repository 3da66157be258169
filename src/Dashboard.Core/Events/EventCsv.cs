using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// Events as lines of CSV (RFC 4180), for spreadsheets. NDJSON is complete and can be opened again; CSV is not.
/// </summary>
/// <remarks>
/// Texts chosen by processes are written as the UI shows them (<see cref="KernelText.Display"/>), so that no cell contains a line
/// break, and with an apostrophe before characters that start a formula. Numbers stay numbers: -2 is not escaped.
/// </remarks>
public static class EventCsv
{
    /// <summary>The header line, without its line end.</summary>
    public const string Header =
        "seq,time,kind,pid,tid,ppid,process,parent,comm,syscall,path,interpreter,args,ret,errno,lookup,duration_ns,image,how,"
        + "exit_code,signal,core_dumped,oom,lifetime_ns,by_pid,by_comm,zombie_ns,rename_from,rename_to,lost_count,lost_cause,uid,user,cgroup,container,"
        + "arg_count,args_truncated,args_shed,args_dropped,path_shed,args_json,exe,exe_device,exe_inode,gid,loginuid,changes,clock_from_offset_ns,clock_to_offset_ns";

    /// <summary>Characters that start a formula; some spreadsheets accept their full-width forms too.</summary>
    private const string FormulaSigns = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

    /// <summary>Characters that put a text into quotes.</summary>
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n ;");

    /// <summary>Appends one line with its line end.</summary>
    public static void Append(StringBuilder line, LifecycleEvent e)
    {
        var context = ContextOf(e);
        var by = e switch
        {
            ForkEvent fork => fork.By,
            ExitEvent exit => exit.By,
            ReapEvent reap => reap.By,
            _ => null,
        };
        var exec = e as ExecExitEvent;
        var args = exec?.Args ?? (e as ExecEnterEvent)?.Args;
        var end = e as ExitEvent;
        var lost = e as LostEvent;
        Number(line, e.Seq, first: true);
        Plain(line, e.Time.ToString());
        Plain(line, EventKinds.NameOf(e.Kind));
        Number(line, e.IsOfAProcess ? e.Pid : null);
        Number(line, e.IsOfAProcess ? e.Tid : null);
        Number(line, e.Ppid);
        Plain(line, e.IsOfAProcess ? e.Process.ToString() : null);
        Plain(line, e.Parent?.ToString());
        Text(line, e.Comm);
        Text(line, exec?.Syscall ?? (e as ExecEnterEvent)?.Syscall ?? (e as ForkFailEvent)?.Syscall);
        Text(line, exec?.Path ?? (e as ExecEnterEvent)?.Path);
        Text(line, exec?.Interpreter);
        Text(line, args is null ? null : string.Join(' ', args));
        Number(line, exec?.Ret ?? (e as ForkFailEvent)?.Ret);
        Plain(line, exec?.Errno ?? (e as ForkFailEvent)?.Errno);
        Flag(line, exec is { Succeeded: false } ? exec.Lookup : null);
        Number(line, exec?.DurationNs);
        Number(line, exec?.Image);
        Plain(line, e is ForkEvent { How: { } how } ? ForkMethods.NameOf(how) : null);
        Number(line, end?.ExitCode);
        Plain(line, end?.SignalName);
        Flag(line, end?.CoreDumped);
        Flag(line, end?.Oom);
        Number(line, end?.LifetimeNs);
        Number(line, by?.Pid);
        Text(line, by?.Comm);
        Number(line, (e as ReapEvent)?.ZombieNs);
        Text(line, (e as RenameEvent)?.From);
        Text(line, (e as RenameEvent)?.To);
        Number(line, lost?.Count);
        Text(line, lost?.Cause);
        Number(line, context?.Uid);
        Text(line, context?.User);
        Text(line, context?.Cgroup);
        Text(line, context?.Container);
        Number(line, exec?.ArgCount ?? (e as ExecEnterEvent)?.ArgCount);
        Flag(line, exec?.ArgsTruncated);
        Flag(line, exec?.ArgsShed);
        Flag(line, exec?.ArgsDropped);
        Flag(line, exec?.PathShed);
        Json(line, args);
        Text(line, exec?.Exe?.Path);
        Plain(line, exec?.Exe?.Device);
        Plain(line, exec?.Exe?.Inode?.ToString(CultureInfo.InvariantCulture));
        Number(line, context?.Gid);
        Number(line, context?.LoginUid);
        Text(line, (e as CredentialsEvent)?.ToText());
        Number(line, (e as ClockEvent)?.FromOffsetNs);
        Number(line, (e as ClockEvent)?.ToOffsetNs);
        line.Append("\r\n");
    }

    private static ProcessContext? ContextOf(LifecycleEvent e) => e switch
    {
        ForkEvent fork => fork.Context,
        ExecExitEvent exec => exec.Context,
        _ => null,
    };

    private static void Number(StringBuilder line, long? value, bool first = false)
    {
        line.Append(first ? "" : ",");
        if (value is { } number)
        {
            line.Append(CultureInfo.InvariantCulture, $"{number}");
        }
    }

    private static void Flag(StringBuilder line, bool? value) => line.Append(',').Append(value switch { true => "true", false => "false", null => "" });

    /// <summary>For values made by this program, which need no quotes.</summary>
    private static void Plain(StringBuilder line, string? value) => line.Append(',').Append(value);

    /// <summary>Always quoted, because JSON text contains quotes. It begins with [, so it is no formula.</summary>
    private static void Json(StringBuilder line, IReadOnlyList<string>? values)
    {
        line.Append(',');
        if (values is not null)
        {
            var json = HiddenCharacters.EscapeJson(JsonSerializer.Serialize(values, EventJson.Options));
            line.Append('"').Append(json.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
    }

    private static void Text(StringBuilder line, string? value)
    {
        line.Append(',');
        if (value is not { Length: > 0 })
        {
            return;
        }

        var shown = KernelText.Display(value);
        var guard = FormulaSigns.Contains(value[0]) ? "'" : "";
        if (shown.AsSpan().IndexOfAny(Quoted) < 0)
        {
            line.Append(guard).Append(shown);
            return;
        }

        line.Append('"').Append(guard).Append(shown.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
