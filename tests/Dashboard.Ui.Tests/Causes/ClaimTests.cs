using System.Text.RegularExpressions;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Events;
using Dashboard.Ui.Process;
using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Causes;

/// <summary>
/// Checks sentences about a process for all combinations of facts: a claim requires its fact. Each claim must occur at
/// least once, or its test would be vacuous.
/// </summary>
public sealed class ClaimTests
{
    [Fact]
    public void Birth_EachClaim_HasItsFact() => Check(FactCases.Births(), facts => BirthSentence.Of(facts).ToString(),
    [
        ("^Already running when capture began, fork not observed", f => f.FromSnapshot),
        ("^Fork not observed", f => f.Inferred.HasFlag(InferredFields.Born)),
        ("^Forked", f => !f.FromSnapshot && !f.Inferred.HasFlag(InferredFields.Born)),
        (" \\(fork\\)", f => f.How == ForkMethod.Fork),
        ("^Forked by bash", f => f.BornBy?.Comm == "bash"),
        ("^Forked by tool", f => f.BornBy?.Comm == "tool"),
        ("CLONE_PARENT", f => f is { Parent: { } parent, BornBy: { } creator } && parent.Pid != creator.Pid),
        ("found as a child of bash", f => f.FirstParent?.Comm == "bash"),
    ],
    never: "lost|because|ended");

    [Fact]
    public void Adoption_EachClaim_HasItsFact() => Check(FactCases.Births(), facts => AdoptionSentence.Of(facts)?.ToString(),
    [
        ("when its parent bash .* exited", f => f.FirstParent?.Comm == "bash" && f.CurrentParent?.Comm != "bash"),
        ("after its fork", f => f.ParentEndBootNs >= f.Id.StartNs && !f.FromSnapshot),
        ("its new parent was not observed", f => f.CurrentParent is null),
        ("re-parented to tool", f => f.CurrentParent?.Comm == "tool"),
        ("the init process\\.", f => f.CurrentParent?.Pid == 1),
        ("the init process of its PID namespace", f => f.AdopterPidInside == 1 && f.CurrentParent is not null),
        ("the nearest subreaper", f => f.AdopterPidInside is > 1 && f.CurrentParent is not null),
    ],
    never: "lost|because");

    [Fact]
    public void End_EachClaim_HasItsFact() => Check(FactCases.Ends(), facts => EndSentence.Of(facts).ToString(),
    [
        ("^Still running", f => f.Exit is null),
        ("it kept its program", f => f.Exit is null && f.FailedExecs.Count > 0),
        ("failed execs?: ENOENT /no/such", f => f.FailedExecs.Count > 0),
        ("out-of-memory killer", f => f.Exit!.Oom),
        ("Killed by SIGKILL", f => f.Exit is { Signal: 9, Oom: false }),
        ("sent by itself", f => f.Exit!.By?.Id == f.Id),
        ("sent by the kernel", f => f.Exit!.By?.Pid == 0),
        ("from pid 250", f => f.Exit!.By?.Pid == 250),
        ("core dumped", f => f.Exit!.CoreDumped),
        ("by convention: found but could not be run", f => f.Exit!.ExitCode == 126 && f.FailedExecs.Count == 0),
        ("by convention: command not found", f => f.Exit!.ExitCode == 127 && f.FailedExecs.Count == 0),
        ("by convention: a child was ended by SIGKILL", f => f.Exit!.ExitCode == 137 && f.FailedExecs.Count == 0),
        ("^Exited 0", f => f.Exit!.ExitCode == 0),
        ("exit not observed", f => f.Exit is { ExitCode: null, Signal: null }),
    ],
    never: "because|lost");

    [Fact]
    public void Reap_EachClaim_HasItsFact() => Check(FactCases.Ends(), facts => ReapSentence.Of(facts)?.ToString(),
    [
        ("has not waited for it", f => f is { State: ProcessState.Zombie, CurrentParent: not null }),
        ("its parent was not observed", f => f is { State: ProcessState.Zombie, CurrentParent: null }),
        ("(?i)reaped by .*bash", f => f.Reaped?.By?.Comm == "bash"),
        ("(?i)reaped by .*tool", f => f.Reaped?.By?.Comm == "tool"),
        ("its parent (?!was)", f => !f.Orphaned && f.CurrentParent is not null),
        ("its new parent", f => f.Orphaned && f.CurrentParent is not null),
        ("A zombie for|Released by the kernel after", f => f.Reaped?.ZombieNs is not null),
        ("reaper not observed", f => f.Reaped is { By: null }),
        ("inferred", f => f is { State: ProcessState.Exited, Reaped: null }),
    ],
    never: "SIGCHLD|ignores|nobody|because");

    [Fact]
    public void LeftChildren_EachClaim_HasItsFact() => Check(FactCases.Ends(), facts => AdoptionSentence.OfChildren(facts)?.ToString(),
    [
        ("It left|re-parented", f => f.LeftChildCount > 0),
        ("re-parented to tool", f => f.ChildrenAdopter?.Comm == "tool"),
        ("(?i)at least", f => f.LeftMayBeMore),
        ("the new parent was not observed", f => f.ChildrenAdopter is null),
    ],
    never: "because|lost");

    [Fact]
    public void Cell_EachClaim_HasItsFact() => Check(FactCases.Ends(), facts => ExitText.Short(facts.State, facts.Exit, facts.FailedExecs),
    [
        ("OOM-killed", f => f.Exit!.Oom),
        ("^SIGKILL$", f => f.Exit is { Signal: 9, Oom: false }),
        ("unseen", f => f.Exit is { ExitCode: null, Signal: null }),
        ("zombie", f => f.State == ProcessState.Zombie),
        ("ENOENT", f => f.FailedExecs.Count > 0),
    ],
    never: "by|from");

    [Fact]
    public void EventRow_EachClaim_HasItsFact()
    {
        var table = new LifecycleStore(new CaptureClock(0, null)).Read(view => view.Processes);
        var sender = new ProcessReference(new ProcessId(9, 9), 9, "kubelet");
        string What(LifecycleEvent e) => EventRow.Of(e with { Process = new ProcessId(5, 5), Comm = "tool" }, table, raw: true).What;

        Assert.Equal("killed", What(new ExitEvent { Signal = 9 }));
        Assert.Equal("killed by kubelet (9)", What(new ExitEvent { Signal = 9, By = sender }));
        Assert.Equal("killed by the out-of-memory killer", What(new ExitEvent { Signal = 9, By = sender, Oom = true }));
        Assert.Equal("exited", What(new ExitEvent { ExitCode = 1 }));
        Assert.Equal("reaped by kubelet (9)", What(new ReapEvent { By = sender }));
        Assert.Equal("released by the kernel", What(new ReapEvent()));
        Assert.Equal("renamed from a to b", What(new RenameEvent { From = "a", To = "b" }));
    }

    private static void Check(
        IEnumerable<ProcessFacts> cases, Func<ProcessFacts, string?> sentence, (string Claim, Func<ProcessFacts, bool> Fact)[] claims, string never)
    {
        var made = new int[claims.Length];
        foreach (var facts in cases)
        {
            if (sentence(facts) is not { Length: > 0 } words)
            {
                continue;
            }

            Assert.DoesNotMatch($@"\b({never})\b", words);
            for (var i = 0; i < claims.Length; i++)
            {
                if (Regex.IsMatch(words, claims[i].Claim))
                {
                    made[i]++;
                    Assert.True(claims[i].Fact(facts), $"\"{words}\" without the fact of \"{claims[i].Claim}\"");
                }
            }
        }

        Assert.Empty(claims.Where((_, i) => made[i] == 0).Select(c => $"never said: {c.Claim}"));
    }
}
