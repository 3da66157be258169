namespace Dashboard.Tracing.Bpf.Native;

/// <summary>One row of the native library's table of probes.</summary>
/// <param name="Program">The BPF program: "exit_execve".</param>
/// <param name="Tracepoint">"category:name".</param>
/// <param name="Loss">The consequence while it is not attached: "failed execs are not seen".</param>
internal readonly record struct ProbeEntry(string Program, string Tracepoint, NativeNeed Need, string Loss);
