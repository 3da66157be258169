// SPDX-License-Identifier: MIT
/* The layout of every record, for the test that compares it with the C# side. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>

#include "lifecycle.h"

/* A table, and macros that are its cells. */
/* clang-format off */
#define SIZE(record) { #record, sizeof(struct lifecycle_##record) }
#define FIELD(record, field) { #record "." #field, offsetof(struct lifecycle_##record, field) }

static const struct {
	const char *name;
	size_t value;
} layout[] = {
	SIZE(header),
	FIELD(header, size), FIELD(header, kind), FIELD(header, flags), FIELD(header, cpu), FIELD(header, tgid),
	FIELD(header, cpu_seq), FIELD(header, boot_ns), FIELD(header, start_boot_ns),
	FIELD(header, parent_start_boot_ns), FIELD(header, tid), FIELD(header, ppid), FIELD(header, uid),
	FIELD(header, ns_pid), FIELD(header, comm),
	SIZE(context),
	FIELD(context, cgroup_id), FIELD(context, gid), FIELD(context, login_uid), FIELD(context, session), FIELD(context, process_group),
	FIELD(context, tty_major), FIELD(context, tty_minor),
	SIZE(usage),
	FIELD(usage, user_ns), FIELD(usage, system_ns), FIELD(usage, runtime_ns), FIELD(usage, max_rss_bytes),
	FIELD(usage, minor_faults), FIELD(usage, major_faults), FIELD(usage, voluntary_switches),
	FIELD(usage, involuntary_switches), FIELD(usage, read_bytes), FIELD(usage, write_bytes),
	SIZE(fork),
	FIELD(fork, context), FIELD(fork, creator_start_boot_ns), FIELD(fork, clone_flags), FIELD(fork, creator_tgid),
	FIELD(fork, creator_tid), FIELD(fork, syscall), FIELD(fork, exit_signal), FIELD(fork, creator_comm),
	SIZE(exec_enter),
	FIELD(exec_enter, syscall), FIELD(exec_enter, dir_fd), FIELD(exec_enter, at_flags),
	FIELD(exec_enter, path_bytes), FIELD(exec_enter, data),
	SIZE(exec),
	FIELD(exec, context), FIELD(exec, syscall), FIELD(exec, ret), FIELD(exec, old_tid),
	FIELD(exec, argc), FIELD(exec, exe_bytes), FIELD(exec, path_bytes), FIELD(exec, interp_bytes), FIELD(exec, args_bytes),
	FIELD(exec, exe_inode), FIELD(exec, exe_device), FIELD(exec, data),
	SIZE(exit),
	FIELD(exit, usage), FIELD(exit, adopter_start_boot_ns), FIELD(exit, adopter_tgid),
	FIELD(exit, status), FIELD(exit, exit_signal), FIELD(exit, adopter_comm),
	SIZE(threads),
	FIELD(threads, live),
	SIZE(free),
	FIELD(free, usage),
	SIZE(reap),
	FIELD(reap, reaped_pid),
	SIZE(rename),
	FIELD(rename, from), FIELD(rename, to),
	SIZE(fork_fail),
	FIELD(fork_fail, clone_flags), FIELD(fork_fail, syscall), FIELD(fork_fail, ret),
	SIZE(signal),
	FIELD(signal, sender_start_boot_ns), FIELD(signal, sender_tgid), FIELD(signal, sender_tid),
	FIELD(signal, signal), FIELD(signal, code), FIELD(signal, sender_uid), FIELD(signal, sender_comm),
	SIZE(oom),
	FIELD(oom, victim_pid), FIELD(oom, killer_tid),
	SIZE(chdir),
	FIELD(chdir, names_bytes), FIELD(chdir, data),
	SIZE(change),
	FIELD(change, context),
	SIZE(task),
	FIELD(task, context), FIELD(task, live), FIELD(task, status),
	SIZE(stats),
	FIELD(stats, lost), FIELD(stats, lost_by_kind), FIELD(stats, ring_bytes),
	FIELD(stats, ring_used_bytes), FIELD(stats, empty_polls), FIELD(stats, shed_args), FIELD(stats, shed_paths),
	FIELD(stats, pressed),
	SIZE(tally_key),
	FIELD(tally_key, uid), FIELD(tally_key, comm),
	SIZE(tally),
	FIELD(tally, bytes), FIELD(tally, records), FIELD(tally, shed_args), FIELD(tally, shed_paths), FIELD(tally, ring_full),
	FIELD(tally, over_share),
	SIZE(tally_entry),
	FIELD(tally_entry, key), FIELD(tally_entry, tally),
	SIZE(program),
	FIELD(program, name), FIELD(program, tracepoint), FIELD(program, reason), FIELD(program, loss),
	FIELD(program, attached), FIELD(program, need), FIELD(program, hits), FIELD(program, run_count), FIELD(program, run_ns),
	FIELD(program, missed), FIELD(program, instructions),
	SIZE(options),
	FIELD(options, ring_bytes), FIELD(options, flags), FIELD(options, filters), FIELD(options, under),
	FIELD(options, cgroup_id), FIELD(options, uid), FIELD(options, comm),
	FIELD(options, v1_controller), FIELD(options, refused),
	SIZE(command),
	FIELD(command, pid), FIELD(command, gate), FIELD(command, report),
};
/* clang-format on */

int32_t lifecycle_record_layout(uint8_t *buffer, int32_t bytes)
{
	int32_t used = 0;
	size_t i;

	if (!buffer || bytes < 0)
		return -EINVAL;
	for (i = 0; i < sizeof(layout) / sizeof(layout[0]); i++) {
		int length = snprintf((char *)buffer + used, bytes - used, "%s %zu\n", layout[i].name, layout[i].value);

		if (length >= bytes - used)
			return -ENOSPC;
		used += length;
	}
	return used;
}
