// SPDX-License-Identifier: MIT
/* The reader's thread, and the batches between it and the decoder. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "lifecycle_internal.h"
#include "old_glibc.h"

/* With its head 256 KiB. */
#define BATCH_BYTES ((256 << 10) - 16)

/* Made when a storm asks for them; when it is quiet again those beyond go. */
#define KEPT_BATCHES 4

/*
 * While records come the ring is polled by time, whatever their number: soon
 * after the first of them, when a short command has ended, and then at growing
 * intervals. Each poll begins with cold caches, here and in the decoder, and
 * that costs more than the records do.
 */
#define FIRST_POLL_MS 4
#define LAST_POLL_MS 16

struct batch {
	struct batch *next;
	int64_t length;
	uint8_t records[BATCH_BYTES];
};

/* A mapping of its own: what a storm took really goes when it is given back. */
static struct batch *make_batch(void)
{
	void *memory = mmap(NULL, sizeof(struct batch), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

static void free_batch(struct batch *batch)
{
	munmap(batch, sizeof(*batch));
}

void prepare_batches(struct batches *batches)
{
	pthread_mutexattr_t inherit;
	pthread_condattr_t monotonic;

	/* A thread that has the lock while the reader wants it must not wait for a CPU longer than the reader would. */
	pthread_mutexattr_init(&inherit);
	pthread_mutexattr_setprotocol(&inherit, PTHREAD_PRIO_INHERIT);
	pthread_mutex_init(&batches->lock, &inherit);
	pthread_mutexattr_destroy(&inherit);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&batches->filled, &monotonic);
	pthread_cond_init(&batches->freed, NULL);
	pthread_condattr_destroy(&monotonic);
}

static void free_list(struct batch *batch)
{
	while (batch) {
		struct batch *next = batch->next;

		free_batch(batch);
		batch = next;
	}
}

void free_batches(struct batches *batches)
{
	free_list(batches->first);
	free_list(batches->spare);
	pthread_cond_destroy(&batches->freed);
	pthread_cond_destroy(&batches->filled);
	pthread_mutex_destroy(&batches->lock);
}

/* Waits while all that may be made are taken; the ring itself is then the last buffer. NULL when it is time to stop. */
static struct batch *empty_batch(struct batches *batches, int32_t max_batches)
{
	struct batch *batch = NULL;

	pthread_mutex_lock(&batches->lock);
	while (!batches->stopping && !batch) {
		batch = batches->spare;
		if (batch) {
			batches->spare = batch->next;
		} else if (batches->made < max_batches && (batch = make_batch())) {
			batches->made++;
		} else {
			/* Without memory for another one, those there are have to do. */
			pthread_cond_wait(&batches->freed, &batches->lock);
		}
	}
	pthread_mutex_unlock(&batches->lock);
	return batch;
}

/* False when it was added to one that waits already: batches are few, so they are filled when the decoder is behind. */
static bool hand_on(struct batches *batches, struct batch *batch)
{
	struct batch *last;
	bool added;

	pthread_mutex_lock(&batches->lock);
	last = batches->last;
	added = last && last->length + batch->length <= BATCH_BYTES;
	if (added) {
		memcpy(last->records + last->length, batch->records, batch->length);
		last->length += batch->length;
	} else {
		batch->next = NULL;
		if (last)
			last->next = batch;
		else
			batches->first = batch;
		batches->last = batch;
	}
	pthread_cond_signal(&batches->filled);
	pthread_mutex_unlock(&batches->lock);
	return !added;
}

static void put_back(struct batches *batches, struct batch *batch)
{
	pthread_mutex_lock(&batches->lock);
	batch->next = batches->spare;
	batches->spare = batch;
	pthread_cond_signal(&batches->freed);
	pthread_mutex_unlock(&batches->lock);
}

static void drop_spare(struct batches *batches)
{
	pthread_mutex_lock(&batches->lock);
	while (batches->made > KEPT_BATCHES && batches->spare) {
		struct batch *batch = batches->spare;

		batches->spare = batch->next;
		batches->made--;
		free_batch(batch);
	}
	pthread_mutex_unlock(&batches->lock);
}

static bool is_stopping(struct batches *batches)
{
	bool stopping;

	pthread_mutex_lock(&batches->lock);
	stopping = batches->stopping;
	pthread_mutex_unlock(&batches->lock);
	return stopping;
}

/* ms: what the look that found these bytes has waited; negative after a quiet time. */
static int32_t next_look_ms(int32_t ms, int64_t found)
{
	/* A batch that is more than half full means that more is waiting. */
	if (found > BATCH_BYTES / 2)
		return 0;
	if (ms < FIRST_POLL_MS)
		return FIRST_POLL_MS;
	return ms * 2 < LAST_POLL_MS ? ms * 2 : LAST_POLL_MS;
}

static int32_t read_ring(struct lifecycle *handle, int32_t max_batches, int32_t longest_sleep_ms)
{
	struct batches *batches = &handle->batches;
	int32_t timeout_ms = -longest_sleep_ms;
	struct batch *batch;

	while ((batch = empty_batch(batches, max_batches))) {
		bool quiet = false;

		while ((batch->length = poll_ring(handle, batch->records, BATCH_BYTES, timeout_ms)) == 0) {
			__atomic_add_fetch(&batches->empty_polls, 1, __ATOMIC_RELEASE);
			if (is_stopping(batches))
				break;
			/* The first such wait is short; after the second one nothing has come for as long as that. */
			if (quiet)
				drop_spare(batches);
			quiet = timeout_ms < 0;
			timeout_ms = -longest_sleep_ms;
		}
		if (batch->length <= 0) {
			int32_t error = batch->length;

			put_back(batches, batch);
			return error;
		}
		timeout_ms = next_look_ms(timeout_ms, batch->length);
		if (!hand_on(batches, batch))
			put_back(batches, batch);
	}
	return 0;
}

int32_t lifecycle_read(struct lifecycle *handle, int32_t max_batches, int32_t longest_sleep_ms)
{
	struct batches *batches;
	int32_t error;

	if (!handle || max_batches < 1 || longest_sleep_ms < 1)
		return -EINVAL;
	batches = &handle->batches;
	error = read_ring(handle, max_batches, longest_sleep_ms);
	pthread_mutex_lock(&batches->lock);
	batches->ended = true;
	batches->error = error ? error : -ECANCELED;
	pthread_cond_broadcast(&batches->filled);
	pthread_mutex_unlock(&batches->lock);
	return error;
}

int32_t lifecycle_take(struct lifecycle *handle, struct lifecycle_batch *out, int32_t timeout_ms)
{
	struct batches *batches;
	struct timespec until;
	int32_t result = 0;

	if (!handle || !out || timeout_ms < 0)
		return -EINVAL;
	batches = &handle->batches;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += timeout_ms / 1000;
	until.tv_nsec += timeout_ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	pthread_mutex_lock(&batches->lock);
	while (timeout_ms && !batches->first && !batches->ended &&
	       pthread_cond_timedwait(&batches->filled, &batches->lock, &until) == 0)
		;
	if (batches->first) {
		struct batch *batch = batches->first;

		batches->first = batch->next;
		if (!batches->first)
			batches->last = NULL;
		*out = (struct lifecycle_batch){ .records = batch->records, .bytes = batch->length };
		result = 1;
	} else if (batches->ended) {
		result = batches->error;
	}
	pthread_mutex_unlock(&batches->lock);
	return result;
}

int32_t lifecycle_return(struct lifecycle *handle, const struct lifecycle_batch *batch)
{
	if (!handle || !batch || !batch->records)
		return -EINVAL;
	put_back(&handle->batches, (struct batch *)(batch->records - offsetof(struct batch, records)));
	return 0;
}

int32_t lifecycle_stop(struct lifecycle *handle)
{
	if (!handle)
		return -EINVAL;
	pthread_mutex_lock(&handle->batches.lock);
	handle->batches.stopping = true;
	pthread_cond_broadcast(&handle->batches.freed);
	pthread_mutex_unlock(&handle->batches.lock);
	return lifecycle_wake(handle);
}
