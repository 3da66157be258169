/* SPDX-License-Identifier: MIT */
/*
 * What the server may ask the privileged part, over a socket of whole messages (SOCK_SEQPACKET). One question has one answer, in
 * order. A message of another size or kind closes the connection. The C# twin of kinds and links is Privileges/CapturePart.cs.
 */
#ifndef CAPTURE_PROTOCOL_H
#define CAPTURE_PROTOCOL_H

#include <stdint.h>
#include <time.h>

#include "lifecycle.h"

#define CAPTURE_MAX_DESCRIPTORS 3
#define CAPTURE_GIVEN 4
#define CAPTURE_LINK_BYTES 4096
/* Of the log of libbpf and the verifier the end is enough for a report. */
#define CAPTURE_LOG_BYTES (128 << 10)

/* The first argument of lifecycle-capture, two digits a byte. A descriptor is -1 for none. */
struct capture_start {
	struct lifecycle_options options;
	uint32_t uid, gid; /* of the server; not root */
	uint32_t allows_environment;
	int32_t cgroups_v2, cgroups_v1; /* directories of the hierarchies */
	int32_t next_pid;               /* the file that chooses it, if the lab may run */
	int32_t command;                /* the pid of a child that is traced, 0 for none */
	int32_t command_end;            /* where its wait status is written */
	int32_t given[CAPTURE_GIVEN];   /* what the server gets as its descriptors 4, 5, ... */
	int32_t listener;               /* where servers connect, one after the other; -1: it starts one, and ends with it */
};

enum capture_kind {
	CAPTURE_HELLO = 1,      /* struct capture_hello, with the descriptors of ring, counters and reader */
	CAPTURE_PROGRAMS,       /* struct lifecycle_program[] */
	CAPTURE_TALLIES,        /* struct lifecycle_tally_entry[] */
	CAPTURE_FORGET_TALLIES, /* nothing */
	CAPTURE_MEASURE,        /* argument: on or off; nothing */
	CAPTURE_SNAPSHOT,       /* the descriptor of an iterator over the tasks */
	CAPTURE_LOG,            /* the end of the load log */
	CAPTURE_CGROUP,         /* id, argument: version; a descriptor of its directory, for its path only */
	CAPTURE_LINK,           /* pid and start, argument: index in CAPTURE_LINKS; struct capture_link_target */
	CAPTURE_ROOT,           /* pid and start; the descriptor of its root, for paths only */
	CAPTURE_ENVIRONMENT,    /* pid and start; a descriptor to read, if that was allowed at the start */
	CAPTURE_PRIORITY,       /* pid: a thread of the server, argument: 0 for real time, else its nice value below 0; nothing */
	CAPTURE_NEXT_PID,       /* pid: the number that the next process gets, if that was allowed at the start; nothing */
	CAPTURE_END_COMMAND,    /* asks the command to end; nothing */
	CAPTURE_FORMATS,        /* a descriptor to read: given[0] */
};

/* Of /proc/PID. */
#define CAPTURE_LINKS "exe", "cwd", "root", "ns/cgroup", "ns/ipc", "ns/mnt", "ns/net", "ns/pid", "ns/time", "ns/user", "ns/uts"
#define CAPTURE_LINK_EXE 0

struct capture_question {
	uint32_t kind;
	int32_t argument;
	int32_t pid;    /* a process or a thread, as /proc names it */
	uint32_t spare; /* 0 */
	uint64_t start; /* field 22 of its stat: what is said of another process with this number is refused with ESRCH */
	uint64_t id;
};

struct capture_answer {
	int32_t result; /* 0, or -errno; behind it comes what the kind has, if the result is 0 */
	uint32_t bytes;
};

struct capture_hello {
	uint32_t abi, cpus, ring_bytes;
	int32_t pid;                      /* of this process */
	int32_t error;                    /* of loading and attaching; then the sentence says why, and there is no descriptor */
	struct timespec opened, attached; /* CLOCK_BOOTTIME before the first probe was attached, and after the last */
	char sentence[1024];
};

struct capture_link_target {
	uint64_t inode; /* and its device, of an exe; else 0 */
	uint32_t major, minor;
	uint32_t length;
	char text[CAPTURE_LINK_BYTES];
};

#endif
