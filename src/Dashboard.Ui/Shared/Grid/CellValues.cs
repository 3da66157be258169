using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Grid;

/// <summary>Filterable fields of a row with their raw values, not the displayed text.</summary>
public static class CellValues
{
    /// <param name="fields">Comma-separated field names; empty for all fields of the row.</param>
    public static IReadOnlyList<(FilterField Field, string Value)> Of(StoreReader view, ProcessId process, long? seq, string fields)
    {
        var all = new List<(FilterField Field, string? Value)>();
        if (seq is { } at && view.Events[at] is { } e)
        {
            AddEvent(all, e);
        }
        else if (view.Processes.Find(process) is { } record)
        {
            AddProcess(all, record);
        }

        var named = fields.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var known = all.Where(v => v.Value is { Length: > 0 }).Select(v => (v.Field, v.Value!)).ToList();
        var wanted = known.Where(v => named.Contains(FilterCatalogue.Of(v.Field).Name)).ToList();
        return wanted.Count > 0 ? wanted : known;
    }

    private static void AddProcess(List<(FilterField, string?)> values, ProcessRecord record)
    {
        values.Add((FilterField.Comm, record.Comm));
        values.Add((FilterField.Path, record.Path));
        values.Add((FilterField.Errno, record.FailedExecsWithoutArgs is [.., var failed] ? Errno.NameOf(failed.Ret) : null));
        AddExit(values, record.Exit?.ExitCode, record.Exit?.Signal);
        values.Add((FilterField.User, record.Context?.User));
        values.Add((FilterField.Pid, Number(record.Pid)));
    }

    private static void AddEvent(List<(FilterField, string?)> values, LifecycleEvent e)
    {
        values.Add((FilterField.Kind, EventKinds.NameOf(e.Kind)));
        values.Add((FilterField.Comm, e.Comm));
        if (e is ExecExitEvent exec)
        {
            values.Add((FilterField.Path, exec.Path));
            values.Add((FilterField.Errno, exec.Succeeded ? null : Errno.NameOf(exec.Ret)));
        }
        else if (e is ExitEvent exit)
        {
            AddExit(values, exit.ExitCode, exit.Signal);
        }

        values.Add((FilterField.Pid, Number(e.Process.Pid)));
    }

    private static void AddExit(List<(FilterField, string?)> values, int? code, int? signal)
    {
        values.Add((FilterField.Exit, code is { } number ? Number(number) : null));
        values.Add((FilterField.Signal, signal is { } known ? Signal.NameOf(known) : null));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
