// SPDX-License-Identifier: MIT
/* Which programs and maps go into the kernel, and what happens when its verifier refuses one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/btf.h>

#include "lifecycle_internal.h"

/* lifecycle.bpf.o, put into this library by bytecode.S: one file to install. Two builds, see the Makefile. */
extern const uint8_t lifecycle_bytecode[];
extern const uint8_t lifecycle_bytecode_end[];
extern const uint8_t lifecycle_bytecode_casts[];
extern const uint8_t lifecycle_bytecode_casts_end[];
/* The first line of clang --version. */
extern const char lifecycle_bytecode_compiler[];

const char *compiler_of_bytecode(void)
{
	static char line[96];

	if (!line[0])
		snprintf(line, sizeof(line), "%.*s", (int)strcspn(lifecycle_bytecode_compiler, "\n"),
			 lifecycle_bytecode_compiler);
	return line;
}

/* Only where a filter uses them: else a map of one entry that nothing refers to. */
static int resize_followed(struct lifecycle *handle, const struct lifecycle_options *options)
{
	static const struct {
		const char *map;
		uint32_t filters;
	} followed[] = { { "subtree", LIFECYCLE_ONLY_UNDER }, { "chosen", ~LIFECYCLE_ONLY_UNDER } };
	unsigned int numbers = 32768;
	FILE *file = fopen("/proc/sys/kernel/pid_max", "re");
	int i, error = 0;

	if (file) {
		if (fscanf(file, "%u", &numbers) != 1)
			numbers = 1 << 22;
		fclose(file);
	}
	for (i = 0; i < 2 && !error; i++) {
		struct bpf_map *map = bpf_object__find_map_by_name(handle->object, followed[i].map);

		if (!map)
			return -ENOENT;
		if (options && options->filters & followed[i].filters)
			error = bpf_map__set_max_entries(map, numbers);
	}
	return error;
}

/*
 * The number of a controller depends on the configuration of the kernel; its BTF has it. Without one, or on a kernel
 * that does not know the controller, version 2 has all cgroups.
 */
static void choose_subsystem(struct lifecycle_config *config, const struct lifecycle_options *options)
{
	const struct btf_type *numbers;
	const struct btf_enum *entry;
	struct btf *kernel;
	char name[32];
	int id, i;

	snprintf(name, sizeof(name), "%.*s_cgrp_id", (int)sizeof(options->v1_controller), options->v1_controller);
	kernel = btf__load_vmlinux_btf();
	if (libbpf_get_error(kernel))
		return;
	id = btf__find_by_name_kind(kernel, "cgroup_subsys_id", BTF_KIND_ENUM);
	numbers = id < 0 ? NULL : btf__type_by_id(kernel, id);
	for (i = 0; numbers && i < btf_vlen(numbers); i++) {
		entry = btf_enum(numbers) + i;
		if (!strcmp(btf__name_by_offset(kernel, entry->name_off), name)) {
			config->has_v1_subsystem = 1;
			config->v1_subsystem = entry->val;
		}
	}
	btf__free(kernel);
}

static int prepare_maps(struct lifecycle *handle, const struct lifecycle_options *options, uint32_t ring_bytes)
{
	struct lifecycle_config config = {
		.page_bytes = sysconf(_SC_PAGESIZE),
		.wake_bytes = ring_bytes / 4,
		.ring_bytes = ring_bytes,
	};
	struct bpf_map *events = bpf_object__find_map_by_name(handle->object, "events");
	struct bpf_map *counters = bpf_object__find_map_by_name(handle->object, "counters");
	struct bpf_map *scratches = bpf_object__find_map_by_name(handle->object, "scratches");
	struct bpf_map *settings = bpf_object__find_map_by_name(handle->object, ".rodata.config");
	struct bpf_map *marks = bpf_object__find_map_by_name(handle->object, "marks");
	int error;

	if (!events || !counters || !scratches || !settings)
		return -ENOENT;
	config.preemptible = handle->preemptible;
	if (options) {
		if (options->flags & LIFECYCLE_SKIP_RUNS)
			config.turns_to_skip = options->flags & LIFECYCLE_SKIP_LAST_RUNS ? 3 : 2;
		config.filters = options->filters;
		config.under = options->under;
		config.cgroup_id = options->cgroup_id;
		config.uid = options->uid;
		memcpy(config.comm, options->comm, sizeof(config.comm));
		if (options->v1_controller[0])
			choose_subsystem(&config, options);
	}
	error = bpf_map__set_max_entries(events, ring_bytes);
	if (!error)
		error = bpf_map__set_max_entries(counters, handle->cpus);
	if (!error)
		error = bpf_map__set_max_entries(scratches, handle->cpus);
	if (!error && handle->preemptible)
		error = bpf_map__set_max_entries(marks, LIFECYCLE_MARKS + handle->cpus * 32);
	if (!error)
		error = resize_followed(handle, options);
	if (!error)
		error = bpf_map__set_initial_value(settings, &config, sizeof(config));
	return error;
}

/* For tests. A field that must be 0 and is not: refused as a real mistake is, at the end of a path through the program. */
static void make_refused(struct bpf_program *program)
{
	size_t i, count = bpf_program__insn_cnt(program);
	struct bpf_insn *broken = calloc(count, sizeof(*broken));

	if (!broken)
		return;
	memcpy(broken, bpf_program__insns(program), count * sizeof(*broken));
	for (i = 0; i < count; i++)
		if (broken[i].code == (BPF_JMP | BPF_EXIT))
			broken[i].imm = 1;
	bpf_program__set_insns(program, broken, count);
	free(broken);
}

static void choose_programs(struct lifecycle *handle, const struct lifecycle_options *options)
{
	uint32_t refused = options ? options->refused : 0;
	int refused_turn = options && options->flags & LIFECYCLE_REFUSE_SECOND ? 1 : 0;
	struct bpf_program *program;
	int id, turn;

	/* What is not chosen below stays out: one of two variants of a probe, and programs that only some kernels need. */
	bpf_object__for_each_program(program, handle->object) {
		if (bpf_program__expected_attach_type(program) != BPF_TRACE_ITER)
			bpf_program__set_autoload(program, false);
	}
	for (id = 0; id < PROGRAM_COUNT; id++) {
		struct probe_state *state = &handle->probes[id];

		for (turn = 0; turn < PROGRAMS_OF_A_PROBE; turn++) {
			state->programs[turn] = turn == 0 || handle->three_programs ? find_program(handle, id, turn) : NULL;
			if (state->programs[turn] && !state->disabled)
				bpf_program__set_autoload(state->programs[turn], true);
		}
		if (!state->disabled && refused >> id & 1 && state->programs[refused_turn])
			make_refused(state->programs[refused_turn]);
	}
}

/* An optional probe that the verifier of some kernel refuses must not cost the others. */
static bool give_up_refused_probe(struct lifecycle *handle, int error)
{
	const char *why = log_verdict()[0] ? log_verdict() : strerror(-error);
	const char *refused = log_refused_function();
	int id;

	/* What the kernel skips is then not made up for, but still counted. The first programs disable preemption as before. */
	if (strstr(refused, "_second") || strstr(refused, "_last")) {
		handle->three_programs = false;
		return true;
	}
	for (id = 0; id < PROGRAM_COUNT; id++) {
		struct probe_state *state = &handle->probes[id];

		if (strcmp(probes[id].function, refused) || probes[id].need == LIFECYCLE_REQUIRED ||
		    state->disabled)
			continue;
		state->disabled = true;
		snprintf(state->reason, sizeof(state->reason),
			 "Linux %s refused the probe %s, compiled by %s, with \"%s\"; %s; please report it with the output "
			 "of dashboard doctor --json.",
			 kernel_release(), probes[id].function, compiler_of_bytecode(), why, probes[id].loss);
		return true;
	}
	return false;
}

int load_programs(struct lifecycle *handle, const struct lifecycle_options *options, uint32_t ring_bytes)
{
	LIBBPF_OPTS(bpf_object_open_opts, open_options, .object_name = "lifecycle");
	int error;

	for (;;) {
		const uint8_t *bytecode = handle->casts ? lifecycle_bytecode_casts : lifecycle_bytecode;
		const uint8_t *end = handle->casts ? lifecycle_bytecode_casts_end : lifecycle_bytecode_end;

		log_next_try();
		handle->object = bpf_object__open_mem(bytecode, end - bytecode, &open_options);
		error = libbpf_get_error(handle->object);
		if (error) {
			handle->object = NULL;
			return fail_to_load(handle, error);
		}
		choose_programs(handle, options);
		error = prepare_maps(handle, options, ring_bytes);
		if (!error)
			error = bpf_object__load(handle->object);
		if (!error)
			return 0;
		if (error == -ENOMEM || !give_up_refused_probe(handle, error))
			return fail_to_load(handle, error);
		bpf_object__close(handle->object);
		handle->object = NULL;
	}
}
