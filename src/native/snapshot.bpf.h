/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What was there before: one record for each process, through a task iterator.
 *
 * Path and arguments are left to user space, which reads /proc for them and
 * checks the start time: an iterator could read another process's memory only
 * from 5.18 on and its executable's path only through a pointer that may go.
 */
#ifndef SNAPSHOT_BPF_H
#define SNAPSHOT_BPF_H

SEC("iter/task")
int snapshot_tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct lifecycle_task record = {};

	if (!task || task->pid != task->tgid || found_left_out(task))
		return 0;
	top_mount = (__u64)BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), fs, root.mnt);
	record.header.size = sizeof(record);
	record.header.kind = LIFECYCLE_TASK;
	record.header.boot_ns = bpf_ktime_get_boot_ns();
	fill_identity(&record.header, task);
	copy_comm(record.header.comm, task);
	fill_context(&record.header, &record.context, task);
	if (task->flags & PF_KTHREAD)
		record.header.flags |= LIFECYCLE_KERNEL_THREAD;
	/* A leader that has gone is a zombie itself while its threads live on. */
	record.live = READ(task, signal, live.counter);
	record.status = record.live ? 0 : status_of(task);
	bpf_seq_write(ctx->meta->seq, &record, sizeof(record));
	return 0;
}

#endif
