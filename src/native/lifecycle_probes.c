// SPDX-License-Identifier: MIT
/* Which probes this kernel offers, and attaching them. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bpf/btf.h>

#include "lifecycle_internal.h"

static const char before616[] = "process_exit_before616";

/* NULL where the bytecode has only the first, as for kernels before 6.10. */
struct bpf_program *find_program(struct lifecycle *handle, int id, int turn)
{
	static const char *const endings[PROGRAMS_OF_A_PROBE] = { "", "_second", "_last" };
	const char *function = probes[id].function;
	char name[64];

	if (id == PROGRAM_PROCESS_EXIT && !handle->exit_tells_group_dead)
		function = before616;
	snprintf(name, sizeof(name), "%s%s", function, endings[turn]);
	return bpf_object__find_program_by_name(handle->object, name);
}

static bool raw_tracepoint(struct btf *kernel, const char *name, int *arguments)
{
	const struct btf_type *type;
	char typedef_name[64];
	int id;

	/* typedef void (*btf_trace_sched_process_exit)(void *, struct task_struct *, bool); */
	snprintf(typedef_name, sizeof(typedef_name), "btf_trace_%s", name);
	id = btf__find_by_name_kind(kernel, typedef_name, BTF_KIND_TYPEDEF);
	if (id < 0)
		return false;
	type = btf__type_by_id(kernel, btf__type_by_id(kernel, id)->type);
	type = btf__type_by_id(kernel, type->type);
	*arguments = btf_vlen(type) - 1;
	return true;
}

int find_missing_probes(struct lifecycle *handle)
{
	struct btf *kernel = btf__load_vmlinux_btf();
	int id, error = libbpf_get_error(kernel);

	if (error)
		return fail(handle, error,
			    "The kernel's type information cannot be parsed (%s); nothing can be traced; update this program "
			    "if the kernel is newer than it.",
			    strerror(-error));
	/*
	 * The programs with casts also name bpf_preempt_disable. From 6.2 to 6.9 only the first is there, and libbpf would
	 * look for the other in the modules, which takes CAP_SYS_ADMIN: there the programs of before do.
	 */
	handle->casts = btf__find_by_name_kind(kernel, "bpf_rdonly_cast", BTF_KIND_FUNC) > 0 &&
			btf__find_by_name_kind(kernel, "bpf_preempt_disable", BTF_KIND_FUNC) > 0;
	/*
	 * Linux 7.0: __DECLARE_TRACE() of linux/tracepoint.h takes SRCU instead of disabling preemption. Up to 6.12 some
	 * tracepoints did, which are not ours; struct srcu_ctr came with 6.15, when none did.
	 */
	handle->preemptible = btf__find_by_name_kind(kernel, "tracepoint_srcu_srcu_data", BTF_KIND_VAR) > 0 &&
			      btf__find_by_name_kind(kernel, "srcu_ctr", BTF_KIND_STRUCT) > 0;
	for (id = 0; id < PROGRAM_COUNT; id++) {
		const struct probe *probe = &probes[id];
		int arguments = 0;
		bool there;

		there = probe->raw ? raw_tracepoint(kernel, probe->tracepoint, &arguments) : tracepoint_exists(probe->category, probe->tracepoint);
		if (id == PROGRAM_PROCESS_EXIT)
			handle->exit_tells_group_dead = arguments >= 2;
		if (there)
			continue;
		if (probe->need == LIFECYCLE_REQUIRED) {
			btf__free(kernel);
			return fail(handle, ENOENT,
				    "The tracepoint %s:%s is missing from Linux %s; %s; boot a kernel built with "
				    "CONFIG_BPF_EVENTS=y.",
				    probe->category, probe->tracepoint, kernel_release(), probe->loss);
		}
		handle->probes[id].disabled = true;
		if (probe->need == LIFECYCLE_NOT_HERE)
			snprintf(handle->probes[id].reason, REASON_BYTES,
				 "This architecture has no such system call; nothing is missed.");
		else
			snprintf(handle->probes[id].reason, REASON_BYTES,
				 "The tracepoint %s:%s is missing from Linux %s; %s; boot a kernel %s.",
				 probe->category, probe->tracepoint, kernel_release(), probe->loss,
				 strcmp(probe->category, "syscalls") ? "that has it" : "built with CONFIG_FTRACE_SYSCALLS=y");
	}
	btf__free(kernel);
	return 0;
}

/*
 * The probes come to life one after the other, and meanwhile processes come and
 * go. So in turns: what a probe shows is ended by what an earlier turn shows,
 * and nothing stays alive, a zombie or pending for ever that ended in between.
 */
enum attach_turn { RELEASES,
		   EXITS,
		   CHANGES,
		   BEGINNINGS,
		   ATTACH_TURNS };

static int attach_turn(int id)
{
	switch (id) {
	case PROGRAM_PROCESS_FREE:
	case PROGRAM_EXIT_WAIT4:
	case PROGRAM_EXIT_WAITID:
		return RELEASES;
	case PROGRAM_PROCESS_EXIT:
		return EXITS;
	case PROGRAM_PROCESS_FORK:
	case PROGRAM_ENTER_EXECVE:
	case PROGRAM_ENTER_EXECVEAT:
		return BEGINNINGS;
	default:
		return CHANGES;
	}
}

static struct bpf_link *attach(struct bpf_program *program, int *error)
{
	struct bpf_link *link = bpf_program__attach(program);

	*error = libbpf_get_error(link);
	return *error ? NULL : link;
}

/* One behind the other. Without the later ones skipped runs are not made up for, but still counted as missed. */
static int attach_programs(struct probe_state *state)
{
	int turn, error, ignored;

	state->links[0] = attach(state->programs[0], &error);
	for (turn = 1; turn < PROGRAMS_OF_A_PROBE && !error && state->programs[turn]; turn++)
		state->links[turn] = attach(state->programs[turn], &ignored);
	return error;
}

/* Adds what the kernel knows of a program to what lifecycle_programs() says of its probe. */
static void add_program(struct lifecycle_program *out, const struct bpf_program *program, uint64_t *skipped)
{
	struct bpf_prog_info info = {};
	__u32 bytes = sizeof(info);

	if (bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &bytes))
		return;
	*skipped = info.recursion_misses;
	out->instructions += info.xlated_prog_len / sizeof(struct bpf_insn);
	out->run_count += info.run_cnt;
	out->run_ns += info.run_time_ns;
}

int attach_probes(struct lifecycle *handle)
{
	int at;

	for (at = 0; at < ATTACH_TURNS * PROGRAM_COUNT; at++) {
		int id = at % PROGRAM_COUNT;
		struct probe_state *state = &handle->probes[id];
		const struct probe *probe = &probes[id];
		int error;

		if (state->disabled || state->links[0] || state->reason[0] || attach_turn(id) != at / PROGRAM_COUNT)
			continue;
		error = attach_programs(state);
		if (handle->attach_slowly)
			usleep(100 * 1000);
		if (!error)
			continue;
		if (probe->need == LIFECYCLE_REQUIRED)
			return fail(handle, error, "The tracepoint %s:%s could not be attached (%s); %s; %s.",
				    probe->category, probe->tracepoint, strerror(-error), probe->loss, how_to_attach(error));
		snprintf(state->reason, sizeof(state->reason), "The tracepoint %s:%s could not be attached (%s); %s; %s.",
			 probe->category, probe->tracepoint, strerror(-error), probe->loss, how_to_attach(error));
	}
	return 0;
}

static void describe(int id, struct lifecycle_program *out)
{
	const struct probe *probe = &probes[id];

	memset(out, 0, sizeof(*out));
	snprintf(out->name, sizeof(out->name), "%s", probe->function);
	snprintf(out->tracepoint, sizeof(out->tracepoint), "%s:%s", probe->category, probe->tracepoint);
	snprintf(out->loss, sizeof(out->loss), "%s", probe->loss);
	out->need = probe->need;
}

int32_t lifecycle_probes(struct lifecycle_program *programs, int32_t capacity)
{
	int id;

	if (!programs || capacity < 0)
		return -EINVAL;
	for (id = 0; id < PROGRAM_COUNT && id < capacity; id++)
		describe(id, &programs[id]);
	return PROGRAM_COUNT;
}

/* Up to capacity. What the programs count themselves is in the mapped counters, and is not here: missed are the skipped runs alone. */
void read_programs(struct lifecycle *handle, struct lifecycle_program *programs, int32_t capacity)
{
	int id, turn;

	for (id = 0; id < PROGRAM_COUNT && id < capacity; id++) {
		struct probe_state *state = &handle->probes[id];
		struct lifecycle_program *out = &programs[id];
		uint64_t skipped[PROGRAMS_OF_A_PROBE] = {};

		describe(id, out);
		memcpy(out->reason, state->reason, sizeof(out->reason));
		out->attached = state->links[0] != NULL;
		for (turn = 0; turn < PROGRAMS_OF_A_PROBE && state->links[turn]; turn++)
			add_program(out, state->programs[turn], &skipped[turn]);
		/* Of the later programs' skipped runs most had nothing to do, so only the first's count. */
		out->missed = skipped[0];
	}
}
