/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The path of a directory or a file: its names up to the root, mount points
 * crossed, as d_path() gives it. The kernel's own bpf_d_path() may not be called
 * by tracepoints. Nothing is locked: a rename of a parent at this very moment
 * may give the old name, the new one, or end the walk early.
 */
#ifndef FILE_PATH_BPF_H
#define FILE_PATH_BPF_H

/* Steps up to the root, mount points included. Deeper is marked as cut. */
#define MAX_STEPS 128
#define NAMES_BYTES LIFECYCLE_PATH_BYTES
#define NAME_BYTES 256 /* NAME_MAX and the NUL */

/* The mount of our own root, which a snapshot finds: there /proc/PID/exe of what we show ends, too. */
__u64 top_mount;

/*
 * One step from scratch->dentry towards the root: its name is appended, or a
 * mount point is crossed. Returns 1 while there is more.
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
		if (above == mount || (__u64)mount + bpf_core_field_offset(struct mount, mnt) == top_mount)
			return 0;
		scratch->dentry = (__u64)BPF_CORE_READ(mount, mnt_mountpoint);
		scratch->mount = (__u64)above;
		return 1;
	}
	offset = scratch->used;
	/* One byte less than fits: users of the names rely on their being fewer than NAMES_BYTES. */
	if (offset >= NAMES_BYTES - NAME_BYTES)
		return 1;
	bytes = bpf_probe_read_kernel_str(&scratch->data[offset], NAME_BYTES, BPF_CORE_READ(dentry, d_name.name));
	if (bytes <= 0)
		return 0;
	scratch->used = offset + bytes;
	scratch->dentry = (__u64)parent;
	return 1;
}

/* Puts the names at the beginning of the scratch's data, scratch->used bytes. False: there are more than fit, and none is left. */
static __always_inline bool climb_to_root(struct exec_scratch *scratch, struct vfsmount *mount, struct dentry *dentry)
{
	int i, more = 1;

	scratch->dentry = (__u64)dentry;
	scratch->mount = (__u64)mount - bpf_core_field_offset(struct mount, mnt);
	for (i = 0; i < MAX_STEPS && more; i++)
		more = climb();
	if (more)
		scratch->used = 0;
	return !more;
}

/* Long names are left out when the ring is more than half full. Returns the bytes that this spares. */
static __always_inline __u32 shed_names(struct lifecycle_counters *here, struct exec_scratch *scratch)
{
	__u32 spared = scratch->used;

	if (!unlikely(here->level == LIFECYCLE_SHARES && spared > SHORT_PATH_BYTES))
		return 0;
	scratch->used = 0;
	return spared;
}

/* A file made without a directory, as by memfd_create(2): its dentry is its own parent. */
static __always_inline bool has_no_directory(struct dentry *dentry, struct dentry *root)
{
	return dentry != root && READ(dentry, d_parent) == dentry;
}

static __always_inline bool is_deleted(struct dentry *dentry)
{
	return !READ(dentry, d_hash.pprev);
}

#endif
