/* SPDX-License-Identifier: MIT */
/*
 * The exports of liblifecycle.so: a thin way from C# to the BPF programs.
 *
 * Rules: fixed-width types only; 0 or a count on success, -errno on failure,
 * the sentence that goes with it through lifecycle_last_error(). No callback:
 * one call takes a batch of many records.
 *
 * Threads: open, attach and close belong to one thread. read belongs to one
 * thread, take and return to one, snapshot to one; all others may be called
 * from anywhere between open and close.
 */
#ifndef LIFECYCLE_H
#define LIFECYCLE_H

#include <stdint.h>
#include <linux/types.h>

#include "lifecycle_event.h"
#include "lifecycle_programs.h"

#define LIFECYCLE_API __attribute__((visibility("default")))

/* A power of two and a multiple of the page size; below it a burst of one exec does not fit. */
#define LIFECYCLE_RING_BYTES_MIN (64u << 10)
#define LIFECYCLE_RING_BYTES_MAX (1u << 30)
#define LIFECYCLE_RING_BYTES_DEFAULT (8u << 20)

/* snapshot refuses a smaller buffer: one read of an iterator must fit. */
#define LIFECYCLE_BUFFER_BYTES_MIN (64 << 10)

enum lifecycle_option_flag {
	/* Load what kernels before 6.10 get, for the test that it still passes the verifier. */
	LIFECYCLE_FOR_OLD_KERNELS = 1 << 0,
	/* Load what kernels from 7.0 on get, where tracepoints can be preempted. */
	LIFECYCLE_PREEMPTIBLE = 1 << 1,
	/* With it, half of the runs of the first two programs do nothing, as if the kernel had skipped them. For a test. */
	LIFECYCLE_SKIP_RUNS = 1 << 2,
	/* With both, half of the runs of the last one, too: then events are lost, and counted as missed. */
	LIFECYCLE_SKIP_LAST_RUNS = 1 << 3,
	/* Wait a tenth of a second after each probe: what happens between two of them then happens in a test. */
	LIFECYCLE_ATTACH_SLOWLY = 1 << 4,
	/* "refused" means the second programs of the probes, not their first. For a test. */
	LIFECYCLE_REFUSE_SECOND = 1 << 5,
};

struct lifecycle_options {
	uint32_t ring_bytes; /* 0: the default */
	uint32_t flags;
	uint32_t filters; /* enum lifecycle_filter; the following count where theirs is set */
	uint32_t under;
	uint64_t cgroup_id; /* the inode number of its directory */
	uint32_t uid;
	char comm[LIFECYCLE_COMM_BYTES];
	char v1_controller[16]; /* controller whose version 1 hierarchy gives the cgroup of processes in the root of version 2; "": none */
	uint32_t refused;       /* for tests: a bit for each program that the verifier is made to refuse */
};

struct lifecycle_stats {
	uint64_t lost[LIFECYCLE_LOSSES];
	uint64_t lost_by_kind[LIFECYCLE_LOSSES][LIFECYCLE_KINDS];
	uint64_t ring_bytes;
	uint64_t ring_used_bytes;
	uint64_t empty_polls; /* how often the reader found nothing; what it took before has been handed on */
	uint64_t shed_args;   /* records that came without long arguments, or without the rest of a long path */
	uint64_t shed_paths;
	uint64_t pressed; /* while it stands still, so do the tallies */
};

enum lifecycle_need {
	LIFECYCLE_OPTIONAL, /* the rest makes sense without it */
	LIFECYCLE_REQUIRED,
	LIFECYCLE_NOT_HERE, /* this architecture has no such system call, so nothing is missed */
};

struct lifecycle_program {
	char name[32];
	char tracepoint[48]; /* "category:name" */
	char reason[512];    /* why it is not attached, in a sentence; empty when it is */
	char loss[96];       /* "failed execs are not seen": what is missing while it is not attached */
	int32_t attached;
	int32_t need;
	uint64_t hits;
	uint64_t run_count; /* runs while statistics were on, and their time */
	uint64_t run_ns;
	uint64_t missed;       /* events without a run: the kernel skips a program that runs on that CPU already */
	uint64_t recovered;    /* events that were not missed, because another program of the probe ran */
	uint64_t instructions; /* as loaded: what no setting needs has been removed by the verifier */
};

struct lifecycle;

/* LIFECYCLE_ABI_VERSION of the library; another than the caller's means a stale build. */
LIFECYCLE_API int32_t lifecycle_abi_version(void);

/*
 * "name value" lines: the size of each record and the offset of each field,
 * for the test that compares them with the C# side. Returns the bytes written,
 * -ENOSPC when the buffer is too small.
 */
LIFECYCLE_API int32_t lifecycle_record_layout(uint8_t *buffer, int32_t bytes);

/*
 * Checks the machine, loads the programs, creates the ring. Mounts tracefs
 * where it is not mounted and that is allowed. On failure *handle is NULL and
 * lifecycle_last_error(NULL, ...) on the same thread gives the reason.
 */
LIFECYCLE_API int32_t lifecycle_open(const struct lifecycle_options *options, struct lifecycle **handle);

/*
 * CLOCK_BOOTTIME before the first probe was attached, and after the last. Where an earlier server has read the ring: until when
 * that one had reported all losses, and the first record that it has not read, or now.
 */
struct lifecycle_attached {
	int64_t opened_ns, attached_ns;
	int32_t continues; /* 1 where an earlier server has read the ring */
};

/*
 * The same by the socket of a privileged part, capture/protocol.h, which has loaded and attached already. Its options hold.
 * The socket stays this process's own for lifecycle_ask(), so all handles of a process have the same one. Only the first of
 * them may read the ring.
 */
LIFECYCLE_API int32_t lifecycle_connect(int32_t socket, struct lifecycle **handle, struct lifecycle_attached *attached);

/*
 * Leaves for a server that reads the ring after this process what this one has reported: all losses before a time, these
 * statistics, and the missed runs of these programs. Their counts then begin with 0 there. For one thread.
 */
LIFECYCLE_API int32_t lifecycle_note(struct lifecycle *handle, int64_t whole_to_ns, const struct lifecycle_stats *stats,
				     const uint64_t *missed, int32_t count);

/*
 * One question to the privileged part: enum capture_kind, and what it takes. Returns the bytes of the answer, or -errno of
 * it; -ENOTCONN when it has ended. *descriptor is this process's own, -1 for none. May be called from any thread.
 */
LIFECYCLE_API int32_t lifecycle_ask(int32_t kind, int32_t argument, int32_t pid, uint64_t start, uint64_t id, uint8_t *buffer,
				    int32_t bytes, int32_t *descriptor);

/*
 * Sockets of a privileged part at a path: to connect to one; to make one, and, once its file has the right owner, to let
 * servers connect. The first two return a descriptor.
 */
LIFECYCLE_API int32_t lifecycle_dial(const char *path);
LIFECYCLE_API int32_t lifecycle_bind(const char *path);
LIFECYCLE_API int32_t lifecycle_listen(int32_t socket);

/* Before lifecycle_ask(): which socket, and how many descriptors behind it this process was started with. */
LIFECYCLE_API int32_t lifecycle_use_socket(int32_t socket, int32_t given);

/*
 * Records begin to arrive. Fails when a required probe cannot be attached; an
 * optional one that cannot is marked by lifecycle_programs(). Closing detaches.
 */
LIFECYCLE_API int32_t lifecycle_attach(struct lifecycle *handle);

/*
 * Writes the next LIFECYCLE_TASK records of the processes that exist. Call
 * until it returns 0; the next call starts over. Attach first: what is born
 * after attach and before the snapshot is then in both, and never in neither.
 */
LIFECYCLE_API int32_t lifecycle_snapshot(struct lifecycle *handle, uint8_t *buffer, int32_t bytes);

/*
 * The work of one thread, until lifecycle_stop(): empties the ring into batches
 * of the library's own memory. It does not return in between, because a runtime
 * that collects garbage may hold a thread that returns to it, and the ring is full
 * after some 50 ms of a storm. At most max_batches wait at a time; then the ring
 * fills. After a quiet time it sleeps until a record wakes it, but not longer
 * than longest_sleep_ms.
 */
LIFECYCLE_API int32_t lifecycle_read(struct lifecycle *handle, int32_t max_batches, int32_t longest_sleep_ms);

/* Whole records, in order. */
struct lifecycle_batch {
	const uint8_t *records;
	int64_t bytes;
};

/*
 * Waits for the next batch. 1 for one, 0 when timeout_ms is over, -ECANCELED
 * when the reader has stopped and all were taken, its -errno when it failed.
 */
LIFECYCLE_API int32_t lifecycle_take(struct lifecycle *handle, struct lifecycle_batch *batch, int32_t timeout_ms);

/* Its memory is the reader's again. */
LIFECYCLE_API int32_t lifecycle_return(struct lifecycle *handle, const struct lifecycle_batch *batch);

/* Makes a reader that waits for the kernel look at the ring. */
LIFECYCLE_API int32_t lifecycle_wake(struct lifecycle *handle);

/* Ends the reader soon; wait for its thread before closing. */
LIFECYCLE_API int32_t lifecycle_stop(struct lifecycle *handle);

/* Reads counters from mapped memory; no system call, no privilege. */
LIFECYCLE_API int32_t lifecycle_stats(struct lifecycle *handle, struct lifecycle_stats *stats);

struct lifecycle_tally_entry {
	struct lifecycle_tally_key key;
	struct lifecycle_tally tally;
};

/*
 * What was recorded, shed and lost under pressure, by user and name, since open or since they were forgotten. Returns
 * how many there are; LIFECYCLE_TALLIES is enough. What has no tally, because the map is full, is in the stats only.
 */
LIFECYCLE_API int32_t lifecycle_tallies(struct lifecycle *handle, struct lifecycle_tally_entry *entries, int32_t capacity);

/* Begins anew, so that other names find room. For a quiet time: what happens meanwhile may have no tally. */
LIFECYCLE_API int32_t lifecycle_forget_tallies(struct lifecycle *handle);

/*
 * Lets the kernel measure each program's run time, of all BPF programs of the
 * machine, or ends that. Costs some 30 ns a run, so only while a page shows them.
 * Fails harmlessly where it is not allowed. One caller at a time.
 */
LIFECYCLE_API int32_t lifecycle_measure(struct lifecycle *handle, int32_t on);

/* Fills up to capacity entries, returns how many there are. */
LIFECYCLE_API int32_t lifecycle_programs(struct lifecycle *handle, struct lifecycle_program *programs,
					 int32_t capacity);

/*
 * The same without a handle, for a look at what this machine offers: name,
 * tracepoint, loss and need; the rest is empty.
 */
LIFECYCLE_API int32_t lifecycle_probes(struct lifecycle_program *programs, int32_t capacity);

/* What compiled the BPF programs, as it names itself: "Debian clang version 14.0.6". Returns bytes. */
LIFECYCLE_API int32_t lifecycle_compiler(uint8_t *buffer, int32_t bytes);

/* The last sentence of this handle, or with NULL of a failed open on this thread. UTF-8, returns bytes. */
LIFECYCLE_API int32_t lifecycle_last_error(struct lifecycle *handle, uint8_t *buffer, int32_t bytes);

/*
 * What libbpf and the verifier said during the last open of this process,
 * newest last, at most 256 KiB: of a longer log the end. For bug reports.
 */
LIFECYCLE_API int32_t lifecycle_load_log(uint8_t *buffer, int32_t bytes);

/* A command that has not begun, see lifecycle_spawn(). */
struct lifecycle_command {
	int32_t pid;
	int32_t gate; /* descriptors; -1 once released */
	int32_t report;
};

/*
 * Forks a child that waits before its first instruction, so that it can be
 * traced from there on. It has the caller's terminal, directory and
 * environment, and the signal settings of a fresh login. argv ends with NULL.
 */
LIFECYCLE_API int32_t lifecycle_spawn(const char *const *argv, struct lifecycle_command *command);

/*
 * Lets it exec: 0 when that worked, -errno when not, and then the child has
 * gone. Without a release it ends when the gate is closed, with this process
 * at the latest.
 */
LIFECYCLE_API int32_t lifecycle_release(struct lifecycle_command *command);

/* Waits for the end of a child, and gives the status as wait4 does. Blocks. */
LIFECYCLE_API int32_t lifecycle_wait(int32_t pid, int32_t *status);

/* Detaches and frees; NULL is allowed. */
LIFECYCLE_API void lifecycle_close(struct lifecycle *handle);

#endif
