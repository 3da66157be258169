// SPDX-License-Identifier: MIT
/* What the dashboard calls, whether it has the programs itself or a privileged part has them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "capture/protocol.h"
#include "lifecycle_internal.h"

int32_t lifecycle_abi_version(void)
{
	return LIFECYCLE_ABI_VERSION;
}

static int map_counters(struct lifecycle *handle)
{
	size_t page = sysconf(_SC_PAGESIZE);
	void *memory;

	memory = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, handle->reader_fd, 0);
	if (memory == MAP_FAILED)
		return -errno;
	handle->reader = memory;

	handle->counters_bytes = (handle->cpus * sizeof(struct lifecycle_counters) + page - 1) / page * page;
	memory = mmap(NULL, handle->counters_bytes, PROT_READ, MAP_SHARED, handle->counters_fd, 0);
	if (memory == MAP_FAILED)
		return -errno;
	handle->counters = memory;
	return 0;
}

int map_memory(struct lifecycle *handle, size_t ring_bytes)
{
	int error;

	prepare_batches(&handle->batches);
	error = map_ring(handle, ring_bytes);
	if (!error)
		error = map_counters(handle);
	if (error)
		fail(handle, error, "The ring buffer cannot be mapped (%s); nothing can be traced; raise the "
				    "memory limit of this service.",
		     strerror(-error));
	return error;
}

int32_t lifecycle_open(const struct lifecycle_options *options, struct lifecycle **out)
{
	int error;

	if (!out)
		return -EINVAL;
	error = open_programs(options, out);
	if (error)
		return error;
	error = map_memory(*out, (*out)->ring.bytes);
	if (error) {
		lifecycle_close(*out);
		*out = NULL;
	}
	return error;
}

int32_t lifecycle_measure(struct lifecycle *handle, int32_t on)
{
	if (!handle)
		return -EINVAL;
	return handle->remote_fd >= 0 ? ask(CAPTURE_MEASURE, on, NULL, 0, NULL) : measure(handle, on);
}

int32_t lifecycle_attach(struct lifecycle *handle)
{
	if (!handle)
		return -EINVAL;
	/* The privileged part has attached before it answered. */
	return handle->remote_fd >= 0 ? 0 : attach_probes(handle);
}

static void count_runs(struct lifecycle *handle, struct lifecycle_program *programs, int32_t count)
{
	int id, cpu;

	for (id = 0; id < count; id++) {
		struct lifecycle_program *out = &programs[id];
		/* Read before what was recovered: else a run that is skipped and made up for in between would look missed. */
		uint64_t skipped = out->missed;

		for (cpu = 0; cpu < handle->cpus; cpu++)
			skipped += __atomic_load_n(&handle->counters[cpu].skipped[id], __ATOMIC_RELAXED);
		for (cpu = 0; cpu < handle->cpus; cpu++) {
			out->hits += __atomic_load_n(&handle->counters[cpu].hits[id], __ATOMIC_RELAXED);
			out->recovered += __atomic_load_n(&handle->counters[cpu].recovered[id], __ATOMIC_RELAXED);
		}
		out->missed = skipped > out->recovered + handle->before.missed[id] ? skipped - out->recovered - handle->before.missed[id] : 0;
	}
}

int32_t lifecycle_programs(struct lifecycle *handle, struct lifecycle_program *programs, int32_t capacity)
{
	int32_t bytes = sizeof(*programs) * PROGRAM_COUNT;

	if (!handle || !programs || capacity < 0)
		return -EINVAL;
	if (handle->remote_fd >= 0)
		bytes = ask(CAPTURE_PROGRAMS, 0, programs, capacity * sizeof(*programs), NULL);
	else
		read_programs(handle, programs, capacity);
	if (bytes < 0)
		return bytes;
	count_runs(handle, programs, capacity < PROGRAM_COUNT ? capacity : PROGRAM_COUNT);
	return PROGRAM_COUNT;
}

int32_t lifecycle_tallies(struct lifecycle *handle, struct lifecycle_tally_entry *entries, int32_t capacity)
{
	int32_t bytes;

	if (!handle || !entries || capacity < 0)
		return -EINVAL;
	if (handle->remote_fd < 0)
		return read_tallies(handle, entries, capacity);
	bytes = ask(CAPTURE_TALLIES, 0, entries, capacity * sizeof(*entries), NULL);
	return bytes == -ENOTCONN ? fail_remote(handle, bytes) : bytes < 0 ? bytes
									   : (int)(bytes / sizeof(*entries));
}

int32_t lifecycle_forget_tallies(struct lifecycle *handle)
{
	if (!handle)
		return -EINVAL;
	return handle->remote_fd >= 0 ? ask(CAPTURE_FORGET_TALLIES, 0, NULL, 0, NULL) : forget_tallies(handle);
}

static void end_snapshot(struct lifecycle *handle)
{
	if (handle->iterator_fd >= 0)
		close(handle->iterator_fd);
	handle->iterator_fd = -1;
}

static int begin_snapshot(struct lifecycle *handle)
{
	int error, fd = -1;

	if (handle->remote_fd < 0)
		return open_snapshot(handle);
	error = ask(CAPTURE_SNAPSHOT, 0, NULL, 0, &fd);
	return error ? error : fd;
}

int32_t lifecycle_snapshot(struct lifecycle *handle, uint8_t *buffer, int32_t bytes)
{
	ssize_t length;
	int error = 0;

	/* One read hands out whole records as long as the iterator's own 32 KiB fit. */
	if (!handle || !buffer || bytes < LIFECYCLE_BUFFER_BYTES_MIN)
		return -EINVAL;
	if (handle->iterator_fd < 0) {
		int fd = begin_snapshot(handle);

		if (fd < 0)
			return fail(handle, fd, "The list of running processes cannot be read (%s); only processes "
						"born from now on are shown.",
				    strerror(-fd));
		handle->iterator_fd = fd;
	}
	do {
		length = read(handle->iterator_fd, buffer, bytes);
	} while (length < 0 && (errno == EINTR || errno == EAGAIN));
	if (length > 0)
		return length;
	if (length < 0)
		error = fail(handle, errno, "Reading the running processes failed (%s).", strerror(errno));
	end_snapshot(handle);
	return error;
}

void lifecycle_close(struct lifecycle *handle)
{
	if (!handle)
		return;
	end_snapshot(handle);
	unmap_ring(handle);
	if (handle->reader)
		munmap((void *)handle->reader, sysconf(_SC_PAGESIZE));
	if (handle->counters)
		munmap((void *)handle->counters, handle->counters_bytes);
	if (handle->remote_fd >= 0) {
		close(handle->ring_fd);
		close(handle->counters_fd);
		close(handle->reader_fd);
	}
	close_programs(handle);
	free_batches(&handle->batches);
	free(handle);
}
