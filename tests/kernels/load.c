// SPDX-License-Identifier: MIT
/*
 * load LIBRARY default|old all|triples: runs in a guest. Opens the library with
 * sets of filters, attaches it without any, takes a snapshot, creates and ends
 * processes, and checks what each probe recorded.
 *
 * The filters decide which branches the verifier sees. all: every set. triples:
 * for any three of the five filters and the version 1 controller, each of their
 * eight combinations; a third of the time.
 *
 * One line per check, "ok ..." or "BAD ...", then one summary line:
 *	result LIBRARY BUILD passed|failed probes=ATTACHED/ALL
 */
#include <dlfcn.h>
#include <libgen.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lifecycle.h"
#include "load.h"

#define FILTER_SETS 32
#define WITH_V1 32
#define LOG_TAIL_BYTES 3000
#define MAX_PROGRAMS 32
#define TRACEPOINTS "/sys/kernel/tracing/events/"

/* The functions of the library under test. */
static struct {
	__typeof__(&lifecycle_open) open;
	__typeof__(&lifecycle_attach) attach;
	__typeof__(&lifecycle_snapshot) snapshot;
	__typeof__(&lifecycle_programs) programs;
	__typeof__(&lifecycle_last_error) last_error;
	__typeof__(&lifecycle_load_log) load_log;
	__typeof__(&lifecycle_close) close;
} library;

static const char *name, *build;
static bool failed;
static int attached, probes;
static uint8_t buffer[1 << 20];

void say(bool good, const char *format, ...)
{
	va_list arguments;

	printf("%s %s %s ", good ? "ok " : "BAD", name, build);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
	failed |= !good;
}

static const char *error_of(struct lifecycle *handle)
{
	static char text[1024];
	int bytes = library.last_error(handle, (uint8_t *)text, sizeof(text) - 1);

	text[bytes < 0 ? 0 : bytes] = 0;
	return text;
}

/* The end of the verifier's log names the refused instruction. One log is enough, because the console is slow. */
static void print_log(void)
{
	static bool printed;
	int bytes = library.load_log(buffer, sizeof(buffer) - 1);
	int start = bytes > LOG_TAIL_BYTES ? bytes - LOG_TAIL_BYTES : 0;

	if (bytes > 0 && !printed)
		printf("--- the end of the verifier's log\n%.*s\n---\n", bytes - start, buffer + start);
	printed = true;
}

static bool find_functions(const char *path)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);

	if (!handle) {
		say(false, "dlopen: %s", dlerror());
		return false;
	}
/* The statement of the condition keeps its indent. */
/* clang-format off */
#define FIND(function)									\
	if (!(library.function = (__typeof__(library.function))dlsym(handle, "lifecycle_" #function)))	\
		return false
	/* clang-format on */
	FIND(open);
	FIND(attach);
	FIND(snapshot);
	FIND(programs);
	FIND(last_error);
	FIND(load_log);
	FIND(close);
#undef FIND
	return true;
}

static struct lifecycle *open_with(uint32_t filters, bool with_v1)
{
	struct lifecycle_options options = {
		.flags = !strcmp(build, "old") ? LIFECYCLE_FOR_OLD_KERNELS : 0,
		.filters = filters,
		.under = 1,
		.cgroup_id = 1,
		.comm = "true",
		.ring_bytes = 1 << 20,
	};
	struct lifecycle *handle;
	int error;

	/* A controller that all these kernels have. */
	if (with_v1)
		strcpy(options.v1_controller, "cpu");

	error = library.open(&options, &handle);
	if (error) {
		say(false, "open filters=%u v1=%d: %s", filters, with_v1, error_of(NULL));
		print_log();
		return NULL;
	}
	say(true, "open filters=%u v1=%d", filters, with_v1);
	return handle;
}

/* Every tracepoint of this kernel must have its probe; a missing tracepoint is no error. */
static bool kernel_has(const char *tracepoint)
{
	char path[256];
	int category = strcspn(tracepoint, ":");

	snprintf(path, sizeof(path), TRACEPOINTS "%.*s/%s", category, tracepoint, tracepoint + category + 1);
	return !access(path, F_OK);
}

static bool must_be_hit(const struct lifecycle_program *program)
{
	/* No OOM kill happens here. */
	return program->attached && strcmp(program->name, "mark_victim");
}

/* The kernel frees a process some time after it was reaped, by RCU. */
static int programs_when_hit(struct lifecycle *handle, struct lifecycle_program *programs)
{
	int turn, i, count = 0;
	bool missing = true;

	for (turn = 0; missing && turn < 200; turn++) {
		if (turn)
			usleep(50000);
		count = library.programs(handle, programs, MAX_PROGRAMS);
		for (missing = false, i = 0; i < count; i++)
			missing |= must_be_hit(&programs[i]) && !programs[i].hits;
	}
	return count;
}

static void check_hits(struct lifecycle *handle)
{
	struct lifecycle_program programs[MAX_PROGRAMS];
	int i;

	probes = programs_when_hit(handle, programs);
	for (i = 0; i < probes; i++) {
		const struct lifecycle_program *program = &programs[i];

		attached += program->attached;
		say(program->attached ? !must_be_hit(program) || program->hits > 0 : !kernel_has(program->tracepoint),
		    "probe %s attached=%d hits=%llu instructions=%llu %s", program->name, program->attached,
		    (unsigned long long)program->hits, (unsigned long long)program->instructions, program->reason);
	}
}

/* The library leaves out a refused probe, and reports it. */
static void check_none_refused(struct lifecycle *handle)
{
	struct lifecycle_program programs[MAX_PROGRAMS];
	int count = library.programs(handle, programs, MAX_PROGRAMS), i;

	for (i = 0; i < count; i++) {
		if (!programs[i].reason[0] || !kernel_has(programs[i].tracepoint))
			continue;
		say(false, "probe %s %s", programs[i].name, programs[i].reason);
		print_log();
	}
}

static void check_snapshot(struct lifecycle *handle)
{
	long total = 0;
	int bytes;

	while ((bytes = library.snapshot(handle, buffer, sizeof(buffer))) > 0)
		total += bytes;
	say(bytes == 0 && total > 0, "snapshot %ld bytes %s", total, bytes < 0 ? error_of(handle) : "");
}

static void check_unfiltered(struct lifecycle *handle)
{
	int error = library.attach(handle);

	say(!error, "attach %s", error ? error_of(handle) : "");
	check_snapshot(handle);
	live_and_die();
	check_hits(handle);
}

static void check_set(int set)
{
	uint32_t filters = set % FILTER_SETS;
	struct lifecycle *handle = open_with(filters, set & WITH_V1);

	if (!handle)
		return;
	check_none_refused(handle);
	if (!set)
		check_unfiltered(handle);
	library.close(handle);
}

/* A covering array of strength three: 12 sets instead of 64. */
static const uint8_t triples[] = {
	0,
	11,
	12,
	17,
	22,
	29,
	WITH_V1 | 3,
	WITH_V1 | 5,
	WITH_V1 | 14,
	WITH_V1 | 18,
	WITH_V1 | 24,
	WITH_V1 | 31,
};

/* Without filters last: attaching prints most. */
static void check_sets(bool all)
{
	int i;

	if (all)
		check_set(WITH_V1);
	for (i = all ? FILTER_SETS : sizeof(triples); i-- > 0;)
		check_set(!all ? triples[i] : i % 2 ? WITH_V1 | i
						    : i);
}

int main(int count, char **arguments)
{
	if (count != 4 || (strcmp(arguments[2], "default") && strcmp(arguments[2], "old")) ||
	    (strcmp(arguments[3], "all") && strcmp(arguments[3], "triples"))) {
		fprintf(stderr, "usage: load LIBRARY default|old all|triples\n");
		return 2;
	}
	name = basename(arguments[1]);
	build = arguments[2];
	if (find_functions(arguments[1]))
		check_sets(!strcmp(arguments[3], "all"));
	else
		say(false, "the library lacks a function");
	printf("result %s %s %s probes=%d/%d\n", name, build, failed ? "failed" : "passed", attached, probes);
	return failed;
}
