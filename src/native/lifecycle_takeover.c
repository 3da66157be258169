// SPDX-License-Identifier: MIT
/*
 * One server after another may read the ring of a privileged part. What the counters had when the earlier one last reported
 * stands in memory that both map: the rest of the page of struct lifecycle_reader, which the kernel side does not use. The
 * kernel's counters go on, so without it the later server would report old losses again.
 */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "lifecycle_internal.h"

/* Two, so that a server that ends while it writes one leaves the other. */
struct notes {
	uint32_t written; /* the newest is notes[written % 2]; 0: none */
	struct lifecycle_noted notes[2];
};

#define OFFSET 256
_Static_assert(sizeof(struct lifecycle_reader) <= OFFSET && OFFSET + sizeof(struct notes) <= 4096, "the notes fit into the page");

static struct notes *notes_of(struct lifecycle *handle)
{
	return (struct notes *)((uint8_t *)handle->reader + OFFSET);
}

int32_t lifecycle_note(struct lifecycle *handle, int64_t whole_to_ns, const struct lifecycle_stats *stats, const uint64_t *missed,
		       int32_t count)
{
	struct notes *notes = handle ? notes_of(handle) : NULL;
	struct lifecycle_noted note = { .whole_to_ns = whole_to_ns };
	int cause, i;

	if (!handle || !stats || count < 0 || (count && !missed))
		return -EINVAL;
	for (cause = 0; cause < LIFECYCLE_LOSSES; cause++) {
		note.lost[cause] = handle->before.lost[cause] + stats->lost[cause];
		for (i = 0; i < LIFECYCLE_KINDS; i++)
			note.lost_by_kind[cause][i] = handle->before.lost_by_kind[cause][i] + stats->lost_by_kind[cause][i];
	}
	note.shed_args = handle->before.shed_args + stats->shed_args;
	note.shed_paths = handle->before.shed_paths + stats->shed_paths;
	note.pressed = handle->before.pressed + stats->pressed;
	for (i = 0; i < PROGRAM_COUNT; i++)
		note.missed[i] = handle->before.missed[i] + (i < count ? missed[i] : 0);
	notes->notes[(notes->written + 1) % 2] = note;
	__atomic_store_n(&notes->written, notes->written + 1, __ATOMIC_RELEASE);
	return 0;
}

static int64_t first_unread_ns(const struct ring *ring)
{
	const struct lifecycle_header *record = first_record(ring);
	struct timespec now;

	if (record)
		return record->boot_ns;
	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

void take_over(struct lifecycle *handle, struct lifecycle_attached *attached)
{
	const struct notes *notes = notes_of(handle);
	uint32_t written = __atomic_load_n(&notes->written, __ATOMIC_ACQUIRE);

	if (!written)
		return;
	handle->before = notes->notes[written % 2];
	attached->opened_ns = handle->before.whole_to_ns;
	attached->attached_ns = first_unread_ns(&handle->ring);
	attached->continues = 1;
}
