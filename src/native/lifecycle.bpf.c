// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel side: what happens to processes, as records in one ring buffer.
 *
 * One ring for all CPUs keeps the order in which records were reserved, which
 * is what lets a reader trust that a child's fork comes before its exec.
 */
#include "vmlinux_min.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include "lifecycle_event.h"
#include "lifecycle_programs.h"

char LICENSE[] SEC("license") = "GPL";

/* A section of its own, so that user space finds the struct at offset 0. */
const volatile struct lifecycle_config config SEC(".rodata.config") = {
	.page_bytes = 4096,
	.wake_bytes = 1 << 20,
	.ring_bytes = 8 << 20,
};

/* Likewise; all CPUs read it for each record, and it changes only when a quiet time begins or ends. */
volatile struct lifecycle_reader reader SEC(".data.reader");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 << 20);
} events SEC(".maps");

/* One entry per possible CPU; resized before load. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct lifecycle_counters);
} counters SEC(".maps");

#ifdef LIFECYCLE_CASTS
extern void *bpf_rdonly_cast(const void *object, __u32 btf_id) __ksym;
#endif

#include "counters.bpf.h"
#include "pressure.bpf.h"
#include "emit.bpf.h"
#include "runs.bpf.h"
#include "task_read.bpf.h"
#include "filter.bpf.h"
#include "syscall_regs.bpf.h"
#include "probes_exec.bpf.h"
#include "probes_fork.bpf.h"
#include "probes_exit.bpf.h"
#include "probes_signal.bpf.h"
#include "probes_chdir.bpf.h"
#include "probes_change.bpf.h"
#include "snapshot.bpf.h"
