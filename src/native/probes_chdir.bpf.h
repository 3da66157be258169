/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The working directory, when it changes: fork copies it and exec keeps it, so
 * with what the snapshot read this is enough to know it of every process.
 */
#ifndef PROBES_CHDIR_BPF_H
#define PROBES_CHDIR_BPF_H

/* Steps up to the root, mount points included. Deeper is marked as cut. */
#define MAX_STEPS 128
#define NAMES_BYTES LIFECYCLE_PATH_BYTES
#define NAME_BYTES 256			/* NAME_MAX and the NUL */

/*
 * One step from the directory towards the root: its name is appended, or a
 * mount point is crossed. bpf_d_path() would say the whole path, but not to
 * tracepoints. Nothing is locked: a rename of a parent at this very moment may
 * give the old name, the new one, or end the walk early. Returns 1 while there
 * is more.
 *
 * Global, so that the verifier checks it once; see append_arg().
 */
__noinline int climb(void)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct exec_scratch *scratch = bpf_map_lookup_elem(&scratches, &cpu);
	struct dentry *dentry, *parent;
	struct mount *mount, *above;
	__u64 offset;
	long bytes;

	if (!scratch)
		return 0;
	dentry = (void *)scratch->dentry;
	mount = (void *)scratch->mount;
	parent = BPF_CORE_READ(dentry, d_parent);
	if (dentry == BPF_CORE_READ(mount, mnt.mnt_root) || dentry == parent) {
		above = BPF_CORE_READ(mount, mnt_parent);
		if (above == mount)
			return 0;
		scratch->dentry = (__u64)BPF_CORE_READ(mount, mnt_mountpoint);
		scratch->mount = (__u64)above;
		return 1;
	}
	offset = scratch->used;
	if (offset > NAMES_BYTES - NAME_BYTES) {
		scratch->args_cut = 1;
		return 0;
	}
	bytes = bpf_probe_read_kernel_str(&scratch->data[offset], NAME_BYTES, BPF_CORE_READ(dentry, d_name.name));
	if (bytes <= 0)
		return 0;
	scratch->used = offset + bytes;
	scratch->dentry = (__u64)parent;
	return 1;
}

static __always_inline void directory_changed(struct lifecycle_counters *here, long ret)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct lifecycle_chdir *record;
	struct exec_scratch *scratch;
	struct vfsmount *mount;
	int i, more = 1;

	/* A thread may go its own way (unshare(CLONE_FS)); the process is where its first thread is. */
	if (ret || BPF_CORE_READ(task, fs) != BPF_CORE_READ(task, group_leader, fs))
		return;
	if (current_left_out(here, false) || !is_admitted(here, 0, LIFECYCLE_CHDIR, sizeof(*record) + SHORT_PATH_BYTES))
		return;
	scratch = take_scratch(here, LIFECYCLE_CHDIR);
	if (!scratch)
		return;
	mount = BPF_CORE_READ(task, fs, pwd.mnt);
	scratch->dentry = (__u64)BPF_CORE_READ(task, fs, pwd.dentry);
	scratch->mount = (__u64)mount - bpf_core_field_offset(struct mount, mnt);
	for (i = 0; i < MAX_STEPS && more; i++)
		more = climb();

	/* In the larger record's place, up to the data. */
	record = (void *)&scratch->exec + sizeof(struct lifecycle_exec) - sizeof(*record);
	fill_header(&record->header, here, LIFECYCLE_CHDIR, 0);
	fill_current_thread(&record->header);
	if (more || scratch->args_cut)
		record->header.flags |= LIFECYCLE_PATH_CUT;
	if (seldom(here->level == LIFECYCLE_SHARES && scratch->used > SHORT_PATH_BYTES)) {
		record->header.flags |= LIFECYCLE_PATH_CUT | LIFECYCLE_PATH_SHED;
		count_shed(here, LIFECYCLE_PATH_SHED, scratch->used, 0);
		scratch->used = 0;
	}
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
