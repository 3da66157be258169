namespace Dashboard.Ui.Shared.Text;

/// <summary>Names of facts of a process, and of the figures of PIDs, that are the kernel's own and need a sentence. Others say all of it.</summary>
public static class FactWords
{
    public static IReadOnlyList<Word> All { get; } =
    [
        new("Bounding set", "The capabilities that the process and its children can ever get."),
        new("Capabilities", "Parts of the rights of root that the process has now."),
        new("Cgroup", "The group of processes to which the kernel applies limits and accounts: a service, a login or a container."),
        new("Clone flags", "What the new process shares with the one that forked it, such as memory (CLONE_VM)."),
        new("Context switches", "How often it left the CPU: voluntary to wait for something, involuntary because its time was up."),
        new("Current parent", "The process that will reap it. It is another one when the original parent has exited."),
        new("Id", "The PID and the moment of the fork: one process for good, also where its PID is used again."),
        new("Last parent", "The parent at its exit."),
        new("Logged in as", "The user of the login that it comes from. Neither su nor sudo changes it."),
        new("Namespaces of its own", "What it sees apart from the rest of the machine, such as PIDs, mounts or the network."),
        new("Nice", "Its priority for the CPU: from -20, the highest, to 19, the lowest."),
        new("No new privileges", "Whether an exec can give it rights that it does not have, as sudo does by its set-user-id bit."),
        new("Original parent", "The parent at its fork."),
        new("PID in namespace", "Its number as it is seen inside its container."),
        new("Page faults", "Accesses to memory that was not mapped yet: minor ones were mapped at once, major ones had to read storage."),
        new("Permitted", "The capabilities that the process may take when it wants."),
        new("Process group", "The processes of one pipeline of a shell, which get its signals together."),
        new("Seccomp", "Whether system calls of the process are filtered."),
        new("Session", "The processes of one login or one terminal window."),
        new("Wraparounds", "How often the kernel came to the highest PID and began again with the low ones."),
        new("pid_max", "The number below which the kernel chooses PIDs."),
    ];

    /// <summary>Null for a name that says all of it.</summary>
    public static Word? Find(string name) => All.FirstOrDefault(word => word.Name == name);
}
