namespace Dashboard.Ui.Tests.Causes;

/// <summary>
/// Sentences of the pages that claim a cause, an actor, or that something was not seen, with the facts required for the
/// claim. Format: a file under src/Dashboard.Ui, then per line a part of the sentence, "::" and the facts. CauseTests
/// reports sentences missing here and entries without a sentence.
/// </summary>
internal static class CauseList
{
    /// <summary>Matches all sentences of a file.</summary>
    public const string All = "*";

    private const string Text =
        """
        Process/Arguments.razor
          missing: :: a flag of the record says which: dropped, shed, cut, or not read (ArgumentWords)
        Process/NowSection.razor
          Not read: :: the read of /proc failed, with the errno that is named
        Process/StoryLines.razor
          Inferred, not observed: :: the table notes the names of what it concluded
        Process/UnknownProcess.razor
          the oldest are dropped first :: the bound of the table
        Process/TrackList.razor
          already running :: the snapshot found it
          the process kept running :: the exec returned an error, and its process goes on with the image that it had
          Usual causes: :: the errno that the kernel returned; what is usual is no claim about this call
          "released" : "reaped" :: released by the kernel; reaped where a wait was seen
          reaper not observed :: the kernel released it, and no wait is tied to that
          until it is reaped :: ended, and the kernel has not released it
          Not kept: :: more execs and failures were counted than are held
          no exec call observed :: the probes on the calls run, and none was seen for this image; what began it is a "may"
          exit not observed :: neither exit code nor signal is known
        Shared/Grid/NothingHere.razor
          hidden by the filter :: counted: what would be shown without it
          that are held match :: a filter is set, and nothing that is held matches
          Nothing to show when it was paused :: the view is paused, and was empty
          Nothing here :: a recording, read to where it is, has none
          Waiting for the first :: the capture runs, and has none
        Overview/EndedTable.razor
          not observed :: the parent is not known
        Pids/LivesList.razor
          already running when capture began :: the snapshot found it
        Timeline/TimelineLine.razor.cs
          already running :: the snapshot found it
        Overview/CommandLineText.cs
          arguments not captured :: the image has a path and no arguments
          command line not captured :: the image has neither
        Overview/FailingText.cs
          (path not captured) :: each exec failed, and the last has no path
        Overview/Verdict.cs
          Nothing matches :: no kept process of the time matches the filter
          Capture has stopped :: the source has failed
          lost {period.Window} :: counted by cause; what they were is a "may"
          {stopped} {missing} :: both of these
        Overview/HealthLine.razor
          No records lost :: no counter of losses is above 0
          lost {since} ( :: counted by cause
          cannot be captured on this machine :: limits that the source names
        Shared/Programs/ProgramText.cs
          already running when this time began :: it began before the range, or the snapshot found it
          was not observed :: ended, and neither exit code nor signal is known
          path not captured :: the last image has no path
        Errors/ErrnoTable.razor
          Usual causes: :: the errno that the kernel returned; what is usual is no claim about these calls
          The path could not be read, or was shortened :: a group without a path, which has either reason
          path not captured :: the same
        Errors/ExitTable.razor
          illed by a signal :: the exit status names the signal
          out-of-memory killer :: the kernel marked it as the victim
          No sender was seen :: a signal without a sender
          or its fork was not seen :: a process whose starter is not known
        Errors/Standouts.razor
          were seen in this range. :: none is counted in it
          were seen outside this range, :: none is counted outside of it
          Nothing: the :: no kind of failure is over-represented
        Events/EventStrip.razor
          lost here: :: the counted cause of the loss, and the program that filled the ring by the kernel side's count
        Learn/StepList.razor
          Not seen: :: no event of the run fits the step
        Shared/Live/LimitNotes.razor
          What this page cannot show :: limits that the source names
        Secrets/SecretsTable.razor
          not known :: the table has no parent of the process, or not its name
        Spawners/SpawnersTable.razor
          path not captured :: no path of the image or the attempt is known
        Timeline/TimelineLine.razor
          zombie, not reaped yet :: ended, and the kernel has not released it
        Tracepoints/FormatPanel.razor
          Its format file cannot be read here :: reading it failed
        Tracepoints/PressurePanel.razor
          It was never more than three eighths full :: the kernel side counted no pressure
          Programs with missing or shortened events :: counted by user and program
          Who filled the ring buffer :: counted by user and program
          nothing had to be left out :: pressure, and nothing shed
        Tracepoints/SelfTestPanel.razor
          not seen: :: the step's event did not come
        Tree/LossRow.razor
          Processes of that time may be missing here :: a counted loss in that time
        Tree/ZoomPath.razor
          is not in this capture any more :: the table does not hold the process of the address
        Shared/Shell/NoticeBanner.razor
          Capture has stopped. :: the source has failed
        Shared/Shell/Palette.razor.cs
          orphans: the parent exited first :: the meaning of is:orphan
          exited, not yet reaped :: the meaning of is:zombie
        Shared/Live/RateChip.razor
          Events captured :: a title
          lost :: counted losses
          none lost :: no cause has a count
        Shared/Shell/RecordingBanner.razor
          could not be read. :: bad lines were counted
        Shared/Live/TimeKept.razor
          Older events were dropped :: something was evicted
        Errors/ErrorsScreen.razor
          No failures were seen :: none is counted
          some kinds of failure are not captured :: a probe on failures is missing
          Failures of that time may be missing here. :: a counted loss in that time
        Events/EventsScreen.razor
          hidden by the filter :: counted: events outside of the range or the filter
        Learn/ExperimentScreen.razor
          Experiment not found :: no experiment has the name
        Learn/ExperimentScreen.razor.cs
          The others say what is missing :: steps without their event
          The recorded run is missing :: the file is not there
        Shared/Shell/NotFoundScreen.razor
          ot found :: no page has the address
        Pids/PidsScreen.razor
          is not held :: no life of the number is held, and processes were evicted
          was not seen :: no life of the number is held, and none was evicted
        Spawners/SpawnersScreen.razor
          the fork was not seen, so who started :: the table concluded the birth
          is held from this time :: no start of what is held
        Timeline/TimelineScreen.razor.cs
          hidden by the filter :: counted: what would be shown without it
        Tracepoints/TracepointsScreen.razor
          Show what was captured :: a link
          Lost records :: counted losses
          missed, because the kernel does not run a program :: the kernel's count of runs that it skipped
        Events/EventRow.cs
          reaped by :: the reap names who waited
          released by the kernel :: a reap without a waiting process
          killed by the out-of-memory killer :: the kernel marked it as the victim, or killed it right behind one, from the same thread
          killed by {DisplayText.Process(by)} :: the sender of the signal was seen
          {Killed(exit)}{Whose(exit, processes)} :: the killers above, and the record's own command and parent
          left out: ring buffer filling up) :: the record says that path or arguments were shed
        Shared/Text/EvictedText.cs
          may have been dropped :: no life of the number is held, and processes were evicted
          was seen since capture began :: no life of the number is held, and none was evicted
        Tracepoints/TracepointsViewModel.cs
          no loss was counted :: no cause has a count
          lost :: counted losses
        Process/AdoptionSentence.cs
          Orphaned :: the parent at birth is known, and the parent now is another, or unknown since its end
          re-parented to {adopter} :: who is the parent now was seen
          the new parent was not observed :: children lived on, and their parent now is not known
          its new parent was not observed :: its parent ended, and the parent now is not known
          the init process :: the adopter has the number 1
          the init process of its PID namespace :: the adopter has the number 1 in its pid namespace
          the nearest subreaper :: the adopter's number in its pid namespace is known, and not 1: the kernel reparents orphans to one of these two only
        Shared/Text/ArgumentWords.cs
          Not all arguments were kept :: an argument was not kept whole since capture began
          Since capture began some arguments were :: the same; the reasons that there are
          left out: ring buffer filling up :: the record says that it was shed
          path not captured :: no path, and the record does not say that it was shed
          dropped to save memory :: the flag of what was dropped
          could not be read :: the record has no arguments
          not kept :: cut, and none are there
        Process/BirthSentence.cs
          Already running when capture began :: the snapshot found it, and it is older than the capture
          Fork not observed :: the table concluded the birth
        Shared/Text/CommandText.cs
          exit status not observed :: ended, and neither exit code nor signal is known
          killed by {signal :: the exit status names the signal
        Timeline/CriticalSentence.cs
          decided by :: the chain of processes that ended last, each within its parent
        Process/EndSentence.cs
          out-of-memory killer :: the kernel marked it as the victim, or killed it right behind one, from the same thread
          Killed by {Signal :: the exit status names the signal
          exit not observed, status unknown :: neither exit code nor signal is known
          it kept its program :: it runs, and its last image tried an exec that failed
          sent by itself :: the sender was seen, and is the process
          sent by the kernel :: the signal's sender is the kernel
          path not captured :: no path of the attempt is known
          by convention :: an exit code that shells give a meaning, and no failed exec that says more
        Shared/Text/ErrnoCauses.cs
          * :: the errno that the kernel returned, shown as usual causes
        Tree/GroupText.cs
          not known :: of the container: neither it nor a cgroup's path is known; of the others: it is not known
          not recognised as a container :: the cgroup's path is known, and has the shape of no engine's container
        Shared/Text/Glossary.cs
          * :: the meaning of a term, and no claim about a process
        Shared/Shell/NewCaptureNote.razor
          before its restart :: this browser has seen another capture at this address, and a live one is lost only with its server
        Shared/Text/LossCauses.cs
          * :: the meaning of the cause that a loss was counted with
        Shared/Text/LossSentence.cs
          lost: :: counted losses with their causes
        Shared/Text/LossWords.cs
          OOM killer :: the kind of a lost record
          No event is missing here, but :: a loss of no events, that says what was shed
          missing here: :: a counted loss with its cause
          the ring buffer was filled by :: the loss names who filled it
          are left out :: counted
          lost :: counted
        Shared/Text/MemoryText.cs
          dropped :: counted
          )} not kept :: counted
        Pids/PidMomentSentence.cs
          already running when capture began :: the snapshot found it
          no process was seen with PID :: no held life covers the moment, and none before it was evicted
          may have been a process that is no longer kept :: lives of the number were evicted
        Process/LifeSentence.cs
          already running :: the snapshot found it
        Process/ReapSentence.cs
          has not waited for it :: ended, the kernel has not released it, and its parent is known
          its parent was not observed :: ended, the kernel has not released it, and its parent is not known
          eaped by {Relation :: the reap names who waited
          reaper not observed :: the kernel released it, and no wait is tied to that
          Gone (inferred) :: another process has its number, or a census did not find it
        Shared/Text/FactWords.cs
          * :: what a fact means; nothing of a process is claimed
        Shared/Text/ColumnWords.cs
          * :: what a column means; nothing of a process is claimed
        Shared/Text/RowMark.cs
          already running :: the snapshot found it
          events are missing :: a loss
        Shared/Text/ShellCommand.cs
          was run by its descriptor :: the kernel calls the program /dev/fd/N
          the arguments could not be read :: the record has no arguments
          was not kept :: the arguments were cut
          the arguments were not kept :: the arguments were cut, and none are there
        Spawners/SpawnText.cs
          and how was not seen :: ended, and no exit status is known
          it was not seen how :: ended, and no exit status is known
        """;

    /// <summary>Parts of sentences by file.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByFile { get; } = Read();

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        var files = new Dictionary<string, IReadOnlyList<string>>();
        List<string> parts = [];
        foreach (var line in Text.Split('\n'))
        {
            if (!line.StartsWith(' '))
            {
                files.Add(line, parts = []);
                continue;
            }

            var (part, facts) = line.Split(" :: ") is [var a, var b] ? (a.Trim(), b.Trim()) : throw new FormatException($"No facts: {line}");
            parts.Add(facts.Length > 0 ? part : throw new FormatException($"No facts: {line}"));
        }

        return files;
    }
}
