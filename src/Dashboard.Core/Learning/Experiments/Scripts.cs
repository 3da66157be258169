namespace Dashboard.Core.Learning.Experiments;

/// <summary>Scripts and their interpreters.</summary>
internal static class Scripts
{
    public static readonly Experiment Experiment = new()
    {
        Name = "scripts",
        Title = "scripts and interpreters",
        Sentence = "What runs is not the script: it is the program that its first line names.",
        Program = "run_script",
        Question = "`broken.sh` is there and executable; its first line is `#!/no/such/interpreter`. What does exec say?",
        Choices =
        [
            new("ENOEXEC, exec format error", false, "The format is fine: a script. ENOEXEC is for files that are neither script nor program."),
            new("Nothing: the shell runs it", false, "There is no shell in this. The kernel reads the first line itself."),
            new("ENOENT, no such file or directory", true, "Right: the interpreter is missing, and the error does not say which file it means."),
        ],
        Steps =
        [
            new("The exec of `./broken.sh` fails with -2, though the file is there.",
                run => run.Root!.FailedExecs.Any(e => e is { Path: "./broken.sh", Ret: -2 }),
                "No exec of `./broken.sh` was seen to return -2."),
            new("The exec of `./hello.sh` works.",
                run => run.Root!.Execs("./hello.sh"),
                "The exec of `./hello.sh` was not seen to work."),
            new("What runs is the interpreter that its first line names: `/bin/sh`.",
                run => Script(run)?.Interpreter is { } file && file.EndsWith("sh", StringComparison.Ordinal) && !file.EndsWith(".sh", StringComparison.Ordinal),
                "Another file than a shell was executed."),
            new("The process bears the script's name, not the interpreter's.",
                run => Script(run)?.Comm == "hello.sh",
                "The process was not named `hello.sh`."),
            new("The script's exit code is the process's: 4.",
                run => run.Root!.Exit is { ExitCode: 4 } && run.Processes.Count == 1,
                "The process did not exit with code 4, by itself."),
        ],
        BpftraceScript = """
            t:syscalls:sys_enter_execve { printf("%d asks for %s\n", pid, str(args->filename)); }
            t:sched:sched_process_exec { printf("%d %s runs %s\n", pid, comm, str(args->filename)); }
            t:syscalls:sys_exit_execve { printf("%d -> %d\n", pid, args->ret); }
            """,
        Explanation =
        [
            "When a file begins with `#!`, the kernel takes the rest of the line for a program and one argument, and starts that program instead: `/bin/sh -e ./hello.sh from-the-caller`. The caller's own `argv[0]` is lost on the way.",
            "It is still one exec of one process. Only the path asked for and the file that runs differ; this dashboard shows both.",
            "\"No such file or directory\" for a file that you can see: look at its first line. A carriage return at its end makes the interpreter's name another one.",
        ],
    };

    private static RunEvent? Script(ExperimentRun run) => run.Root!.Images.FirstOrDefault(e => e.Path == "./hello.sh");
}
