/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The working directory, when it changes: fork copies it and exec keeps it, so
 * with what the snapshot read this is enough to know it of every process.
 */
#ifndef PROBES_CHDIR_BPF_H
#define PROBES_CHDIR_BPF_H

static __always_inline void directory_changed(struct lifecycle_counters *here, long ret)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct lifecycle_chdir *record;
	struct exec_scratch *scratch;
	__u32 spared;
	__u16 flags = 0;

	/* A thread may go its own way (unshare(CLONE_FS)); the process is where its first thread is. */
	if (ret || BPF_CORE_READ(task, fs) != BPF_CORE_READ(task, group_leader, fs))
		return;
	if (current_left_out(here, false) || !is_admitted(here, 0, LIFECYCLE_CHDIR, sizeof(*record) + SHORT_PATH_BYTES))
		return;
	scratch = take_scratch(here, LIFECYCLE_CHDIR);
	if (!scratch)
		return;
	if (!climb_to_root(scratch, BPF_CORE_READ(task, fs, pwd.mnt), BPF_CORE_READ(task, fs, pwd.dentry)))
		flags = LIFECYCLE_PATH_CUT;
	spared = shed_names(here, scratch);
	if (spared) {
		flags = LIFECYCLE_PATH_CUT | LIFECYCLE_PATH_SHED;
		count_shed(here, LIFECYCLE_PATH_SHED, spared, 0);
	}

	/* In the larger record's place, up to the data. */
	record = (void *)&scratch->exec + sizeof(struct lifecycle_exec) - sizeof(*record);
	fill_header(&record->header, here, LIFECYCLE_CHDIR, 0);
	fill_current_thread(&record->header);
	record->header.flags |= flags;
	record->names_bytes = scratch->used;
	record->spare = 0;
	send_scratch(here, scratch, record, sizeof(*record));
	release_scratch(scratch);
}

CLASSIC_PROBE("tp/syscalls/sys_exit_chdir", exit_chdir, PROGRAM_EXIT_CHDIR, trace_event_raw_sys_exit,
	      directory_changed(here, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_fchdir", exit_fchdir, PROGRAM_EXIT_FCHDIR, trace_event_raw_sys_exit,
	      directory_changed(here, ctx->ret))

#endif
