/* SPDX-License-Identifier: MIT */
#ifndef LIFECYCLE_INTERNAL_H
#define LIFECYCLE_INTERNAL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "lifecycle.h"

#define SENTENCE_BYTES 1024
#define REASON_BYTES sizeof(((struct lifecycle_program *)0)->reason)

/* One probe: what it hangs on, and what its absence means. */
struct probe {
	const char *function; /* in lifecycle.bpf.c */
	const char *category;
	const char *tracepoint;
	bool raw; /* tp_btf: found in BTF; else classic: found in tracefs */
	enum lifecycle_need need;
	const char *loss; /* "... stays unknown" when it is missing */
};

/* Where tracepoints can be preempted: runs.bpf.h. Elsewhere only the first. */
#define PROGRAMS_OF_A_PROBE 3

struct probe_state {
	struct bpf_link *links[PROGRAMS_OF_A_PROBE];
	struct bpf_program *programs[PROGRAMS_OF_A_PROBE];
	bool disabled;
	char reason[REASON_BYTES];
};

/* The ring as mapped by us; the layout is the kernel's, kernel/bpf/ringbuf.c. */
struct ring {
	uint64_t *consumer;
	const uint64_t *producer;
	const uint8_t *data;
	size_t bytes;
	size_t page_bytes;
};

/* Batches that the reader took out of the ring and that are not decoded yet. */
struct batches {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	pthread_cond_t freed;
	struct batch *first;
	struct batch *last;
	struct batch *spare;
	int32_t made;
	bool stopping;
	bool ended;
	int32_t error;
	uint64_t empty_polls;
};

/* What an earlier reader of the ring has reported: since the kernel side began to count. */
struct lifecycle_noted {
	int64_t whole_to_ns;
	uint64_t lost[LIFECYCLE_LOSSES];
	uint64_t lost_by_kind[LIFECYCLE_LOSSES][LIFECYCLE_KINDS];
	uint64_t shed_args, shed_paths, pressed;
	uint64_t missed[PROGRAM_COUNT];
};

struct lifecycle {
	struct bpf_object *object;
	struct probe_state probes[PROGRAM_COUNT];
	bool exit_tells_group_dead;
	bool casts;          /* the bytecode for Linux 6.10 and later */
	bool preemptible;    /* a task can lose its CPU inside a probe: runs.bpf.h */
	bool three_programs; /* for each probe, so that most of what the kernel skips is seen all the same */
	bool attach_slowly;
	struct ring ring;
	struct batches batches;
	volatile struct lifecycle_reader *reader;
	const struct lifecycle_counters *counters;
	size_t counters_bytes;
	struct lifecycle_noted before;
	int32_t cpus;
	int epoll_fd;
	int wake_fd;
	int run_time_fd;
	int iterator_fd;
	int ring_fd; /* of the maps */
	int counters_fd;
	int reader_fd;
	int remote_fd; /* the socket of the privileged part that has the programs; -1 when this process has them */
	bool remote_gone;
	struct bpf_link *iterator_link;
	char error[SENTENCE_BYTES];
};

extern const struct probe probes[PROGRAM_COUNT];

/* lifecycle.c */
struct lifecycle *new_handle(void);
int open_programs(const struct lifecycle_options *options, struct lifecycle **out);
int measure(struct lifecycle *handle, bool on);
/* Detaches, too; the handle itself stays. */
void close_programs(struct lifecycle *handle);

/* lifecycle_exports.c */
int map_memory(struct lifecycle *handle, size_t ring_bytes);

/* lifecycle_remote.c: questions to a privileged part. */
int ask(uint32_t kind, int32_t argument, void *content, size_t bytes, int *descriptor);
int fail_remote(struct lifecycle *handle, int error);

/* lifecycle_errors.c */
int fail(struct lifecycle *handle, int error, const char *format, ...) __attribute__((format(printf, 3, 4)));
int fail_to_load(struct lifecycle *handle, int error);
int check_machine(struct lifecycle *handle);
bool has_tracing_capabilities(void);
/* What to do when a tracepoint could not be attached. */
const char *how_to_attach(int error);
const char *tracefs_directory(void);
bool tracepoint_exists(const char *category, const char *name);
const char *kernel_release(void);

/* lifecycle_log.c */
void log_begin(void);
void log_next_try(void);
/* Of this try, on this thread: the function that the kernel refused and what its verifier said, or "". */
const char *log_refused_function(void);
const char *log_verdict(void);

/* lifecycle_load.c */
const char *compiler_of_bytecode(void);
int load_programs(struct lifecycle *handle, const struct lifecycle_options *options, uint32_t ring_bytes);

/* lifecycle_probes.c */
int find_missing_probes(struct lifecycle *handle);
struct bpf_program *find_program(struct lifecycle *handle, int id, int turn);
int attach_probes(struct lifecycle *handle);
void read_programs(struct lifecycle *handle, struct lifecycle_program *programs, int32_t capacity);

/* lifecycle_ring.c */
int map_ring(struct lifecycle *handle, size_t bytes);
void unmap_ring(struct lifecycle *handle);
int32_t poll_ring(struct lifecycle *handle, uint8_t *buffer, int32_t bytes, int32_t timeout_ms);
/* NULL when there is none that is written to its end. */
const struct lifecycle_header *first_record(const struct ring *ring);

/* lifecycle_takeover.c */
void take_over(struct lifecycle *handle, struct lifecycle_attached *attached);

/* lifecycle_reader.c */
void prepare_batches(struct batches *batches);
void free_batches(struct batches *batches);

/* lifecycle_snapshot.c */
int prepare_snapshot(struct lifecycle *handle);
int open_snapshot(struct lifecycle *handle);

/* lifecycle_pressure.c */
int32_t read_tallies(struct lifecycle *handle, struct lifecycle_tally_entry *entries, int32_t capacity);
int forget_tallies(struct lifecycle *handle);

#endif
