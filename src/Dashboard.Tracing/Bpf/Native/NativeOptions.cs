using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Cgroups;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_options.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeOptions
{
    public const uint ForOldKernels = 1;
    public const uint Preemptible = 2;
    public const uint SkipRuns = 4;
    public const uint SkipLastRuns = 8;
    public const uint AttachSlowly = 16;
    public const uint RefuseSecond = 32;

    public uint RingBytes;
    public uint Flags;
    public uint Filters;
    public uint Under;
    public ulong CgroupId;
    public uint Uid;
    public CommText Comm;

    /// <summary>Empty for none.</summary>
    public CommText V1Controller;

    /// <summary>For tests: one bit for each program that the verifier is made to refuse, in the order of lifecycle_programs.h.</summary>
    public uint Refused;

    [InlineArray(16)]
    public struct CommText
    {
        private byte _first;
    }

    /// <summary>enum lifecycle_filter.</summary>
    [Flags]
    private enum Only : uint
    {
        Under = 1,
        Cgroup = 2,
        Uid = 4,
        Comm = 8,
        Failures = 16,
    }

    public static NativeOptions Of(BpfSourceOptions options)
    {
        var native = new NativeOptions
        {
            RingBytes = (uint)options.RingBytes,
            Flags = (options.ForOldKernels ? ForOldKernels : 0)
                | (options.SkipRuns ? Preemptible | SkipRuns : 0)
                | (options.SkipLastRuns ? SkipLastRuns : 0)
                | (options.AttachSlowly ? AttachSlowly : 0)
                | (options.RefuseSecond ? Preemptible | RefuseSecond : 0),
            Refused = options.Refused,
        };
        if (CgroupHierarchy.Here is { } hierarchy)
        {
            native.SetV1Controller(hierarchy.Controller);
        }

        if (options.Filter is { } filter)
        {
            native.Set(filter);
        }

        return native;
    }

    private void SetV1Controller(string name) => Encoding.ASCII.GetBytes(name, V1Controller);

    private void Set(KernelFilter filter)
    {
        var only = filter.FailuresOnly ? Only.Failures : default;
        if (filter.Under is { } pid)
        {
            only |= Only.Under;
            Under = (uint)pid;
        }

        if (filter.Cgroup is { } cgroup)
        {
            only |= Only.Cgroup;
            CgroupId = CgroupIds.Find(cgroup) ?? throw new TracingUnavailableException(
                $"There is no cgroup {cgroup} in the unified hierarchy; only what is in it would be traced; choose one from /proc/PID/cgroup.");
        }

        if (filter.Uid is { } uid)
        {
            only |= Only.Uid;
            Uid = uid;
        }

        if (filter.Comm is { } comm)
        {
            only |= Only.Comm;
            // Padded and terminated with NULs.
            var bytes = Encoding.UTF8.GetBytes(comm).AsSpan();
            bytes[..Math.Min(bytes.Length, 15)].CopyTo(Comm);
        }

        Filters = (uint)only;
    }
}
