using System.Runtime.InteropServices;
using Dashboard.Core.Model;

namespace Dashboard.Core.Querying;

/// <summary>
/// Finds what a process failed at: from it down to a child that failed before it ended, and so on. Of several children it takes the
/// last one with the parent's own exit status, because a shell exits with that of its last command; else the last, because make goes on
/// after a `which` of its environment and stops after a recipe. That is the likeliest of what was seen; no trace proves why a program
/// exits.
/// </summary>
internal sealed class FailureChain
{
    /// <summary>Of made-up lineages of failures no more is shown.</summary>
    private const int MaxLinks = 32;

    /// <summary>Further failures are left out.</summary>
    private const int MaxFailures = 50_000;

    /// <summary>Bounded by <see cref="MaxFailures"/>, as the other two.</summary>
    private readonly List<FailedExit> _failures = [];
    private readonly Dictionary<ProcessId, List<int>> _byParent = [];
    private readonly Dictionary<ProcessId, int> _byId = [];

    /// <summary>Those whose parent did not fail, or is not known.</summary>
    public IEnumerable<ProcessId> Tops => _failures.Where(f => f.Parent is not { } parent || !_byId.ContainsKey(parent)).Select(f => f.Id);

    public void Add(in FailedExit failure)
    {
        if (_failures.Count == MaxFailures)
        {
            return;
        }

        _byId[failure.Id] = _failures.Count;
        if (failure.Parent is { } parent)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_byParent, parent, out _) ??= []).Add(_failures.Count);
        }

        _failures.Add(failure);
    }

    /// <summary>The deepest failure first, the given process last; empty where it did not fail.</summary>
    public IReadOnlyList<ProcessId> To(ProcessId last)
    {
        var chain = new List<ProcessId>();
        for (int? next = _byId.TryGetValue(last, out var at) ? at : null; next is { } index && chain.Count < MaxLinks; next = CauseOf(_failures[index]))
        {
            chain.Add(_failures[index].Id);
        }

        chain.Reverse();
        return chain;
    }

    private int? CauseOf(in FailedExit parent)
    {
        int? cause = null;
        foreach (var child in _byParent.GetValueOrDefault(parent.Id) ?? [])
        {
            if (_failures[child].BootNs <= parent.BootNs && (cause is not { } known || IsLikelier(_failures[child], _failures[known], parent)))
            {
                cause = child;
            }
        }

        return cause;
    }

    private static bool IsLikelier(in FailedExit child, in FailedExit than, in FailedExit parent)
        => IsHandedOn(child, parent) == IsHandedOn(than, parent) ? child.BootNs > than.BootNs : IsHandedOn(child, parent);

    /// <summary>The parent ended as its child; of a killed one a shell makes 128 and the signal.</summary>
    private static bool IsHandedOn(in FailedExit child, in FailedExit parent)
        => parent.ExitCode is { } code ? code == (child.ExitCode ?? 128 + child.Signal) : parent.Signal is not null && parent.Signal == child.Signal;
}
