/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What the kernel side counts; a part of lifecycle_event.h. The C# twins are Bpf/Native/NativeStats.cs and Bpf/Native/NativeTally.cs. */
#ifndef LIFECYCLE_COUNTERS_H
#define LIFECYCLE_COUNTERS_H

/* One per CPU, mapped read-only into user space: readable without any call. */
struct lifecycle_counters {
	__u64 seq;
	__u64 level;    /* what the last look at the ring found: enum lifecycle_level */
	__u64 hits[32]; /* next to seq, because each run touches both */
	__u64 lost[LIFECYCLE_LOSSES];
	__u64 lost_by_kind[LIFECYCLE_LOSSES][LIFECYCLE_KINDS];
	__u64 skipped[32];   /* runs of a probe's first program, by LIFECYCLE_SKIP_RUNS */
	__u64 recovered[32]; /* by a probe's second or third program, because the kernel skipped the first: runs.bpf.h */
	__u64 shed_args;     /* records that came without their long arguments, or their long path */
	__u64 shed_paths;
	__u64 pressed; /* attempts while the level was not LIFECYCLE_ROOMY: when it stands still, so do the tallies */
} __attribute__((aligned(64)));

/* How full the ring is, and what is done about it: pressure.bpf.h. */
enum lifecycle_level {
	LIFECYCLE_ROOMY = 0,
	LIFECYCLE_SHEDS_ARGS = 1, /* above three eighths */
	LIFECYCLE_SHARES = 2,     /* above half: long paths are shed, and each user and cgroup has a share of what is left */
};

/* Names for which a user has tallies of their own. Further ones are counted together. */
#define LIFECYCLE_TALLIED_NAMES 16
#define LIFECYCLE_TALLIES 512

struct lifecycle_tally_key {
	__u32 uid; /* the effective one */
	__u32 spare;
	char comm[LIFECYCLE_COMM_BYTES]; /* of the process; empty: all names beyond LIFECYCLE_TALLIED_NAMES */
};

/* What the processes of one user and name did while the level was not LIFECYCLE_ROOMY. */
struct lifecycle_tally {
	__u64 bytes;   /* that its records took, or would have taken */
	__u64 records; /* attempts */
	__u64 shed_args;
	__u64 shed_paths;
	__u64 ring_full[LIFECYCLE_KINDS]; /* lost records by kind, of the two causes that have to do with room */
	__u64 over_share[LIFECYCLE_KINDS];
	__u64 names; /* of the entry without a name: how many names have tallies */
};

#endif
