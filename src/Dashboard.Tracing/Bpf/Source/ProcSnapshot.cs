using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Redaction;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>The processes that were already running: identities from the kernel, paths and arguments from /proc.</summary>
internal sealed class ProcSnapshot(Tracer tracer, RecordDecoder decoder, bool isFiltered, Redactor? redactor)
{
    private const int BufferBytes = 256 << 10;

    private readonly ProcReader _proc = new(redactor: redactor);

    /// <summary>Oldest first, so that parents come before their children, whatever their pids.</summary>
    public List<LifecycleEvent> Take()
    {
        var tasks = ReadTasks();
        tasks.Sort(static (a, b) => a.Header.StartBootNs.CompareTo(b.Header.StartBootNs));
        var events = new List<LifecycleEvent>(tasks.Count);
        if (!isFiltered)
        {
            events.AddRange(UnlistedParents(tasks));
        }

        foreach (var task in tasks)
        {
            var facts = task.Header.Has(RecordFlags.KernelThread)
                ? ProcFacts.None
                : _proc.Read((int)task.Header.Tgid, (long)task.Header.StartBootNs);
            events.Add(decoder.DecodeTask(task, facts));
        }

        return events;
    }

    private List<TaskRecord> ReadTasks()
    {
        var tasks = new List<TaskRecord>();
        var buffer = new byte[BufferBytes];
        int length;
        while ((length = tracer.Snapshot(buffer)) > 0)
        {
            tasks.AddRange(MemoryMarshal.Cast<byte, TaskRecord>(buffer.AsSpan(0, length)));
        }

        return tasks;
    }

    /// <summary>
    /// Some machines hide processes from iterators (a sandbox its own agent, for example). Their children's records still
    /// have the parent's identity, and /proc has its name and whether it lives.
    /// </summary>
    private IEnumerable<SnapshotEvent> UnlistedParents(List<TaskRecord> tasks)
    {
        var listed = tasks.Select(t => t.Header.Process).ToHashSet();
        var parents = tasks.Select(t => (t.Header.Parent, t.Header.BootNs)).Where(p => p.Parent is not null);
        foreach (var (parent, bootNs) in parents.Select(p => (p.Parent!.Value, p.BootNs)).DistinctBy(p => p.Value))
        {
            if (listed.Contains(parent) || !_proc.StartsAt(parent.Pid, parent.StartNs))
            {
                continue;
            }

            var facts = _proc.Read(parent.Pid, parent.StartNs);
            yield return new SnapshotEvent
            {
                Time = decoder.ToTime((long)bootNs),
                BootNs = (long)bootNs,
                Process = parent,
                Tid = parent.Pid,
                Comm = _proc.Comm(parent.Pid) ?? "",
                Path = facts.Exe?.Path,
                Exe = facts.Exe,
                Args = facts.Args,
                ArgsTruncated = facts.ArgsTruncated,
                ArgCount = facts.ArgsTruncated ? null : facts.Args?.Count,
                Redacted = facts.Redacted,
            };
        }
    }
}
