// SPDX-License-Identifier: MIT
/*
 * Reading the ring by hand. libbpf's reader calls back for each record and
 * cannot be stopped before one that no longer fits; here a batch ends exactly
 * where the buffer does. The layout is user ABI: page 0 the consumer's
 * position, page 1 the producer's, then the data. The kernel lets one map the
 * data twice in a row, so that no record wraps; but then all of it counts twice
 * as resident, and it is copied anyway.
 */
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lifecycle_internal.h"

#define RECORD_HEADER_BYTES 8
#define GIVE_BACK_BYTES 8192

/* From asking to be woken until it can be relied upon. */
#define SETTLE_MS 20

int map_ring(struct lifecycle *handle, size_t bytes)
{
	struct epoll_event wake = { .events = EPOLLIN, .data.u32 = 1 };
	/*
	 * Edge-triggered: the ring is "readable" whenever anything is in it, and a
	 * level-triggered wait would then return at once and never sleep under load.
	 */
	struct epoll_event ring_event = { .events = EPOLLIN | EPOLLET, .data.u32 = 0 };
	/* Always reported, also without an event that is asked for: the privileged part has ended, and with it the probes. */
	struct epoll_event gone = { .events = EPOLLRDHUP | EPOLLET, .data.u32 = 2 };
	int fd = handle->ring_fd;
	struct ring *ring = &handle->ring;
	void *memory;

	ring->page_bytes = sysconf(_SC_PAGESIZE);
	ring->bytes = bytes;
	memory = mmap(NULL, ring->page_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (memory == MAP_FAILED)
		return -errno;
	ring->consumer = memory;
	memory = mmap(NULL, ring->page_bytes + bytes, PROT_READ, MAP_SHARED, fd, ring->page_bytes);
	if (memory == MAP_FAILED)
		return -errno;
	ring->producer = memory;
	ring->data = (const uint8_t *)memory + ring->page_bytes;

	handle->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	handle->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (handle->epoll_fd < 0 || handle->wake_fd < 0)
		return -errno;
	if (epoll_ctl(handle->epoll_fd, EPOLL_CTL_ADD, fd, &ring_event) ||
	    epoll_ctl(handle->epoll_fd, EPOLL_CTL_ADD, handle->wake_fd, &wake))
		return -errno;
	if (handle->remote_fd >= 0 && epoll_ctl(handle->epoll_fd, EPOLL_CTL_ADD, handle->remote_fd, &gone))
		return -errno;
	return 0;
}

void unmap_ring(struct lifecycle *handle)
{
	struct ring *ring = &handle->ring;

	if (ring->consumer)
		munmap(ring->consumer, ring->page_bytes);
	if (ring->producer)
		munmap((void *)ring->producer, ring->page_bytes + ring->bytes);
	if (handle->epoll_fd >= 0)
		close(handle->epoll_fd);
	if (handle->wake_fd >= 0)
		close(handle->wake_fd);
	ring->consumer = NULL;
	ring->producer = NULL;
	handle->epoll_fd = handle->wake_fd = -1;
}

/* Multiples of four bytes, as all that is read of a record here, never wrap. */
static const void *at(const struct ring *ring, uint64_t position)
{
	return ring->data + (position & (ring->bytes - 1));
}

static void copy_record(uint8_t *to, const struct ring *ring, uint64_t position, uint32_t length)
{
	uint64_t whole = ring->bytes - (position & (ring->bytes - 1));
	uint32_t first = length < whole ? length : whole;

	memcpy(to, at(ring, position), first);
	memcpy(to + first, ring->data, length - first);
}

static int32_t drain_ring(struct ring *ring, uint8_t *buffer, int32_t bytes)
{
	uint64_t position = *ring->consumer;
	int32_t used = 0;

	while (position < __atomic_load_n(ring->producer, __ATOMIC_ACQUIRE)) {
		uint64_t record = position + RECORD_HEADER_BYTES;
		uint32_t header = __atomic_load_n((const uint32_t *)at(ring, position), __ATOMIC_ACQUIRE);
		uint32_t size = header & ~(BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT);

		/* Reserved and still being written: what is behind it waits, so that order holds. */
		if (header & BPF_RINGBUF_BUSY_BIT)
			break;
		if (!(header & BPF_RINGBUF_DISCARD_BIT)) {
			/* What the record says that it used of its place. */
			uint32_t length = *(const uint32_t *)at(ring, record + offsetof(struct lifecycle_header, size));

			if (used + (int64_t)length > bytes)
				break;
			copy_record(buffer + used, ring, record, length);
			used += length;
		}
		/* Sizes are multiples of eight by construction; the ring rounds the same way. */
		position += (size + RECORD_HEADER_BYTES + 7) & ~7u;
		/*
		 * Given back soon: a writer that finds no room loses its record. Not one
		 * by one: each writer reads this, and has to fetch it when it changed.
		 */
		if (position - *ring->consumer >= GIVE_BACK_BYTES)
			__atomic_store_n(ring->consumer, position, __ATOMIC_RELEASE);
	}
	__atomic_store_n(ring->consumer, position, __ATOMIC_RELEASE);
	return used;
}

const struct lifecycle_header *first_record(const struct ring *ring)
{
	uint64_t position = *ring->consumer;

	while (position < __atomic_load_n(ring->producer, __ATOMIC_ACQUIRE)) {
		uint32_t header = __atomic_load_n((const uint32_t *)at(ring, position), __ATOMIC_ACQUIRE);
		uint32_t size = header & ~(BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT);

		if (header & BPF_RINGBUF_BUSY_BIT)
			return NULL;
		if (!(header & BPF_RINGBUF_DISCARD_BIT))
			return at(ring, position + RECORD_HEADER_BYTES);
		position += (size + RECORD_HEADER_BYTES + 7) & ~7u;
	}
	return NULL;
}

/*
 * A probe reserves its record, then checks whether the reader asked to be woken.
 * One that looked a moment before we asked brings its record without a wake-up;
 * so after asking there is one more look by the clock, and only when the ring
 * is empty then, and the request still stands, the wait may be long. No barrier
 * has to be right for that on any machine, only a store to be seen within 20 ms.
 */
static int sleep_ms(struct lifecycle *handle, int longest_ms)
{
	bool asked = handle->reader->sleeps;
	uint64_t produced = __atomic_load_n(handle->ring.producer, __ATOMIC_ACQUIRE);

	handle->reader->sleeps = 1;
	return asked && produced == *handle->ring.consumer ? longest_ms : SETTLE_MS;
}

/*
 * Waits until timeout_ms is over, much data is waiting, or lifecycle_wake() is
 * called; then moves whole records into the buffer. Records come without a
 * wake-up, so the timeout is the latency. With a negative one the next record
 * does wake, and -timeout_ms is the longest wait; that costs the process that
 * makes the record some microseconds, so only after a quiet time. The first such wait in
 * a row is short.
 */
int32_t poll_ring(struct lifecycle *handle, uint8_t *buffer, int32_t bytes, int32_t timeout_ms)
{
	struct epoll_event ready[3];
	uint64_t woken;
	int32_t used;
	int count = 0;

	if (timeout_ms < 0)
		timeout_ms = sleep_ms(handle, -timeout_ms);
	else if (handle->reader->sleeps)
		handle->reader->sleeps = 0;
	/* EINTR only shortens the wait; the runtime's own signals must not end the reader. */
	if (timeout_ms && (count = epoll_wait(handle->epoll_fd, ready, 3, timeout_ms)) < 0 && errno != EINTR)
		return fail(handle, errno, "Waiting for the ring buffer failed (%s).", strerror(errno));
	while (count-- > 0)
		handle->remote_gone |= ready[count].data.u32 == 2;
	if (read(handle->wake_fd, &woken, sizeof(woken)) < 0 && errno != EAGAIN)
		return -errno;
	used = drain_ring(&handle->ring, buffer, bytes);
	/* What it had recorded comes first. */
	return !used && handle->remote_gone ? fail_remote(handle, ENOTCONN) : used;
}

int32_t lifecycle_wake(struct lifecycle *handle)
{
	uint64_t one = 1;

	if (!handle)
		return -EINVAL;
	return write(handle->wake_fd, &one, sizeof(one)) < 0 ? -errno : 0;
}

int32_t lifecycle_stats(struct lifecycle *handle, struct lifecycle_stats *stats)
{
	int cpu, cause, i;

	if (!handle || !stats)
		return -EINVAL;
	memset(stats, 0, sizeof(*stats));
	for (cpu = 0; cpu < handle->cpus; cpu++) {
		const struct lifecycle_counters *counters = &handle->counters[cpu];

		for (cause = 0; cause < LIFECYCLE_LOSSES; cause++) {
			stats->lost[cause] += __atomic_load_n(&counters->lost[cause], __ATOMIC_RELAXED);
			for (i = 0; i < LIFECYCLE_KINDS; i++)
				stats->lost_by_kind[cause][i] +=
					__atomic_load_n(&counters->lost_by_kind[cause][i], __ATOMIC_RELAXED);
		}
		stats->shed_args += __atomic_load_n(&counters->shed_args, __ATOMIC_RELAXED);
		stats->shed_paths += __atomic_load_n(&counters->shed_paths, __ATOMIC_RELAXED);
		stats->pressed += __atomic_load_n(&counters->pressed, __ATOMIC_RELAXED);
	}
	for (cause = 0; cause < LIFECYCLE_LOSSES; cause++) {
		stats->lost[cause] -= handle->before.lost[cause];
		for (i = 0; i < LIFECYCLE_KINDS; i++)
			stats->lost_by_kind[cause][i] -= handle->before.lost_by_kind[cause][i];
	}
	stats->shed_args -= handle->before.shed_args;
	stats->shed_paths -= handle->before.shed_paths;
	stats->pressed -= handle->before.pressed;
	stats->ring_bytes = handle->ring.bytes;
	stats->ring_used_bytes = __atomic_load_n(handle->ring.producer, __ATOMIC_RELAXED) -
				 __atomic_load_n(handle->ring.consumer, __ATOMIC_RELAXED);
	stats->empty_polls = __atomic_load_n(&handle->batches.empty_polls, __ATOMIC_ACQUIRE);
	return 0;
}
