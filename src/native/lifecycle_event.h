/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The records that the kernel side writes and the C# side decodes.
 *
 * Natural alignment, fixed widths, no implicit padding; every record starts
 * with struct lifecycle_header and is a multiple of eight bytes long. The C#
 * twins are in Bpf/Records; the test RecordLayout_NativeExport_EqualsManaged
 * compares each size and offset through lifecycle_record_layout().
 */
#ifndef LIFECYCLE_EVENT_H
#define LIFECYCLE_EVENT_H

#define LIFECYCLE_ABI_VERSION 14

#define LIFECYCLE_COMM_BYTES 16
/* In a cgroup_id: it is of the version 1 hierarchy that was chosen. Each hierarchy counts from 1, and none gets this far. */
#define LIFECYCLE_CGROUP_V1 (1ULL << 63)
/* PATH_MAX counts the NUL, so a path the kernel accepts has at most 4,095 bytes. */
#define LIFECYCLE_PATH_BYTES 4096
/* BINPRM_BUF_SIZE: the kernel reads no more of a "#!" line than this. */
#define LIFECYCLE_INTERP_BYTES 256
#define LIFECYCLE_ARGS_BYTES 32768
/* At enter the path is a preview; the record that ends the attempt has it whole. Four cache lines with all that is before it. */
#define LIFECYCLE_ENTER_PATH_BYTES 152
/* A power of two: 32,768 tasks times 32 probes. As many more as there are CPUs times 32 follow, for the idle tasks. */
#define LIFECYCLE_MARKS (1 << 20)

enum lifecycle_kind {
	LIFECYCLE_FORK = 1,
	LIFECYCLE_EXEC_ENTER = 2,
	LIFECYCLE_EXEC = 3,
	LIFECYCLE_EXEC_FAIL = 4,
	LIFECYCLE_EXIT = 5,
	LIFECYCLE_THREADS = 6,
	LIFECYCLE_FREE = 7,
	LIFECYCLE_REAP = 8,
	LIFECYCLE_RENAME = 9,
	LIFECYCLE_FORK_FAIL = 10,
	LIFECYCLE_SIGNAL = 11,
	LIFECYCLE_OOM = 12,
	LIFECYCLE_TASK = 13,
	LIFECYCLE_CHDIR = 14,
	LIFECYCLE_CHANGE = 15,
	LIFECYCLE_KINDS = 16,
};

/* header.flags: what is missing from a record, and further facts. */
enum lifecycle_flag {
	LIFECYCLE_PATH_UNREADABLE = 1 << 0,
	LIFECYCLE_PATH_CUT = 1 << 1,
	LIFECYCLE_ARGS_UNREADABLE = 1 << 2,
	LIFECYCLE_ARGS_CUT = 1 << 3,
	LIFECYCLE_ARGC_AT_LEAST = 1 << 4,    /* counting stopped; argc is a lower bound */
	LIFECYCLE_KERNEL_THREAD = 1 << 5,    /* task */
	LIFECYCLE_EXE_CUT = 1 << 6,          /* the file lies deeper than was followed, or its path was left out (PATH_SHED) */
	LIFECYCLE_EXE_DELETED = 1 << 7,      /* the file had no name any more when it was executed */
	LIFECYCLE_UNVERIFIED = 1 << 8,       /* reap: could be a stop or continue report */
	LIFECYCLE_NESTED_NAMESPACE = 1 << 9, /* not the machine's own; a reaped number is then of the reaper's */
	LIFECYCLE_FROM_KERNEL = 1 << 10,     /* signal: raised by the kernel, there is no sender */
	LIFECYCLE_THREAD_STARTED = 1 << 11,  /* threads: header.tid started; unset: it ended */
	LIFECYCLE_OWN_STACK = 1 << 12,       /* fork: CLONE_VM and CLONE_VFORK, and a stack for the child */
	LIFECYCLE_ARGS_SHED = 1 << 13,       /* what is missing of them was left out because the ring was filling up */
	LIFECYCLE_PATH_SHED = 1 << 14,       /* likewise; of an exec also the interpreter */
};

/* Which system call; zero is none or unknown. Independent of the machine's numbers. */
enum lifecycle_syscall {
	LIFECYCLE_SYS_NONE = 0,
	LIFECYCLE_SYS_EXECVE = 1,
	LIFECYCLE_SYS_EXECVEAT = 2,
	LIFECYCLE_SYS_FORK = 3,
	LIFECYCLE_SYS_VFORK = 4,
	LIFECYCLE_SYS_CLONE = 5,
	LIFECYCLE_SYS_CLONE3 = 6,
	LIFECYCLE_SYS_WAIT4 = 7,
	LIFECYCLE_SYS_WAITID = 8,
	LIFECYCLE_SYS_KERNEL = 9, /* made by a kernel thread, no system call at all */
};

enum lifecycle_loss {
	LIFECYCLE_LOST_RING_FULL = 0,         /* a record, gone */
	LIFECYCLE_LOST_SCRATCH_BUSY = 1,      /* a record, gone: preempted by another of the same CPU */
	LIFECYCLE_LOST_NO_ROOM_TO_FOLLOW = 2, /* all of a process that a filter would have let through */
	LIFECYCLE_LOST_OVER_SHARE = 3,        /* a record, not written: its cause had used its share of a ring more than half full */
	LIFECYCLE_LOSSES = 4,
};

/* 80 bytes. The process that the record is about, and its birth parent. */
struct lifecycle_header {
	__u32 size; /* of the whole record, a multiple of 8; its place in the ring may be larger */
	__u16 kind;
	__u16 flags;
	__u32 cpu;
	__u32 tgid;
	__u64 cpu_seq;       /* counts attempts on this CPU, so that a lost record leaves a hole; 0 in a snapshot */
	__u64 boot_ns;       /* CLOCK_BOOTTIME, like start_boot_ns */
	__u64 start_boot_ns; /* of the thread group leader: with tgid, the identity of the process */
	__u64 parent_start_boot_ns;
	__u32 tid;
	__u32 ppid;   /* real_parent's tgid: the process that gets the exit signal */
	__u32 uid;    /* the effective one; 0 in records without a context */
	__u32 ns_pid; /* tgid as seen in its own pid namespace; with a context, of an exit and of a reaper, else 0 */
	char comm[LIFECYCLE_COMM_BYTES];
};

/* 32 bytes: cgroup, session, terminal and owner of a process. */
struct lifecycle_context {
	__u64 cgroup_id; /* inode number in the unified hierarchy; with LIFECYCLE_CGROUP_V1 in another */
	__u32 gid;       /* the effective one */
	__u32 login_uid; /* audit login uid (/proc/PID/loginuid); 4294967295: not set, or the kernel has no audit */
	__u32 session;
	__u32 process_group;
	__u32 tty_major; /* 0: no controlling terminal */
	__u32 tty_minor;
};

/*
 * 80 bytes: what the process used. At exit a sum of what the kernel had booked
 * by then (the running tick and threads that die at the same moment are still
 * missing); at free the kernel's final books, the ones wait4 reports.
 */
struct lifecycle_usage {
	__u64 user_ns;
	__u64 system_ns;
	__u64 runtime_ns; /* the scheduler's own, exact; user and system are sampled by ticks */
	__u64 max_rss_bytes;
	__u64 minor_faults;
	__u64 major_faults;
	__u64 voluntary_switches;
	__u64 involuntary_switches;
	__u64 read_bytes;
	__u64 write_bytes;
};

/* Header: the child. */
struct lifecycle_fork {
	struct lifecycle_header header;
	struct lifecycle_context context;
	__u64 creator_start_boot_ns;
	__u64 clone_flags; /* 0 with syscall 0: unknown */
	__u32 creator_tgid;
	__u32 creator_tid;
	__u32 syscall;
	__u32 exit_signal;
	char creator_comm[LIFECYCLE_COMM_BYTES]; /* the process's; the child's own is its creating thread's */
};

struct lifecycle_exec_enter {
	struct lifecycle_header header;
	__u32 syscall;
	__s32 dir_fd; /* execveat; AT_FDCWD otherwise */
	__u32 at_flags;
	__u32 path_bytes;
	__u8 data[]; /* path, without a NUL */
};

/* EXEC and EXEC_FAIL. Header: the process, after the image was replaced or was not. */
struct lifecycle_exec {
	struct lifecycle_header header;
	struct lifecycle_context context;
	__u32 syscall; /* of a failure; that of a success is in exec_enter */
	__s32 ret;
	__u32 old_tid; /* the thread that called; the kernel makes it the leader */
	__u32 argc;    /* the true one, also where the arguments are cut */
	__u32 exe_bytes;
	__u32 path_bytes;
	__u32 interp_bytes; /* 0: no "#!" or binfmt_misc between */
	__u32 args_bytes;
	__u64 exe_inode;  /* of the file that runs, /proc/PID/exe; 0 of a failure */
	__u32 exe_device; /* dev_t as the kernel has it: major << 20 | minor */
	__u32 spare;
	__u8 data[]; /* the names from that file up to the root, path, interpreter, arguments; names and arguments each with their NUL */
};

struct lifecycle_exit {
	struct lifecycle_header header;
	struct lifecycle_usage usage;
	__u64 adopter_start_boot_ns;
	__u32 adopter_tgid; /* who is given the children; 0: there are none, or it was not found */
	__u32 spare;
	__s32 status; /* wait4's: low 7 bits signal, bit 7 core dumped, next 8 code */
	__u32 exit_signal;
	char adopter_comm[LIFECYCLE_COMM_BYTES];
};

/* Header: the process; header.tid the thread that started or ended. */
struct lifecycle_threads {
	struct lifecycle_header header;
	__u32 live;
	__u32 spare;
};

/* Waited for and let go; the number may be used again. */
struct lifecycle_free {
	struct lifecycle_header header;
	struct lifecycle_usage usage;
};

/* Header: the reaper. */
struct lifecycle_reap {
	struct lifecycle_header header;
	__u32 reaped_pid;
	__u32 spare;
};

struct lifecycle_rename {
	struct lifecycle_header header;
	char from[LIFECYCLE_COMM_BYTES];
	char to[LIFECYCLE_COMM_BYTES];
};

/* Header: the caller that got no child. */
struct lifecycle_fork_fail {
	struct lifecycle_header header;
	__u64 clone_flags;
	__u32 syscall;
	__s32 ret;
};

/* Header: the target. Only signals that nothing catches and that end a process. */
struct lifecycle_signal {
	struct lifecycle_header header;
	__u64 sender_start_boot_ns;
	__u32 sender_tgid;
	__u32 sender_tid;
	__s32 signal;
	__s32 code; /* si_code */
	__u32 sender_uid;
	__u32 spare;
	char sender_comm[LIFECYCLE_COMM_BYTES];
};

/* Header: pid and time only; the victim is another task than the one that runs. */
struct lifecycle_oom {
	struct lifecycle_header header;
	__u32 victim_pid;
	__u32 killer_tid; /* the thread that asked for memory; it also kills those that share the victim's */
};

/* Header: the process, whose directory is another now. PATH_CUT: it lies deeper than was followed. */
struct lifecycle_chdir {
	struct lifecycle_header header;
	__u32 names_bytes;
	__u32 spare;
	__u8 data[]; /* the names from the directory up to the root, each with its NUL; none: the root */
};

/* Header: the process, whose credentials, session, process group or cgroup changed without an exec. */
struct lifecycle_change {
	struct lifecycle_header header;
	struct lifecycle_context context;
};

/* Snapshot: a process that was there. */
struct lifecycle_task {
	struct lifecycle_header header;
	struct lifecycle_context context;
	__u32 live;
	__s32 status; /* meaningful when live is 0 */
};

#include "lifecycle_counters.h"

/* Filters in the kernel; all that are set must agree. What they leave out has no number and is no loss. */
enum lifecycle_filter {
	LIFECYCLE_ONLY_UNDER = 1 << 0,  /* a process and whatever descends from it */
	LIFECYCLE_ONLY_CGROUP = 1 << 1, /* a cgroup and those below it */
	LIFECYCLE_ONLY_UID = 1 << 2,    /* the effective one */
	LIFECYCLE_ONLY_COMM = 1 << 3,
	LIFECYCLE_ONLY_FAILURES = 1 << 4, /* from its first failure on a process is followed to its end */
};

/* Written by both sides; mapped into user space. */
struct lifecycle_reader {
	__u32 sleeps; /* the reader asks to be woken by the next record, which takes the request away */
	__u32 spare;
	__u64 root_cgroup; /* the kernel side's: that of version 2, once one was seen; here because this line is in the cache */
};

/* Set by user space before load; constants to the verifier. */
struct lifecycle_config {
	__u32 page_bytes;
	__u32 wake_bytes; /* unread bytes from which a record wakes the reader */
	__u32 filters;    /* enum lifecycle_filter */
	__u32 under;      /* tgid */
	__u64 cgroup_id;
	__u32 uid;
	char comm[LIFECYCLE_COMM_BYTES]; /* padded with NULs */
	__u32 preemptible;               /* each probe has three programs, see runs.bpf.h */
	__u32 turns_to_skip;             /* for tests: half of the runs of so many of them do nothing */
	__u32 ring_bytes;
	__u32 has_v1_subsystem; /* for processes in the root of version 2 the cgroup of this controller is recorded */
	__u32 v1_subsystem;     /* enum cgroup_subsys_id of the running kernel */
};

_Static_assert(sizeof(struct lifecycle_header) == 80, "header");
_Static_assert(sizeof(struct lifecycle_context) == 32, "context");
_Static_assert(sizeof(struct lifecycle_usage) == 80, "usage");
_Static_assert(sizeof(struct lifecycle_fork) == 160, "fork");
_Static_assert(sizeof(struct lifecycle_exec_enter) == 96, "exec_enter");
_Static_assert(sizeof(struct lifecycle_exec) == 160, "exec");
_Static_assert(sizeof(struct lifecycle_exit) == 200, "exit");
_Static_assert(sizeof(struct lifecycle_threads) == 88, "threads");
_Static_assert(sizeof(struct lifecycle_free) == 160, "free");
_Static_assert(sizeof(struct lifecycle_reap) == 88, "reap");
_Static_assert(sizeof(struct lifecycle_rename) == 112, "rename");
_Static_assert(sizeof(struct lifecycle_fork_fail) == 96, "fork_fail");
_Static_assert(sizeof(struct lifecycle_signal) == 128, "signal");
_Static_assert(sizeof(struct lifecycle_oom) == 88, "oom");
_Static_assert(sizeof(struct lifecycle_chdir) == 88, "chdir");
_Static_assert(sizeof(struct lifecycle_change) == 112, "change");
_Static_assert(sizeof(struct lifecycle_task) == 120, "task");

#endif
