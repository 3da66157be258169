// SPDX-License-Identifier: MIT
/* Who filled the ring and who lost records, as pressure.bpf.h keeps it. */
#include <string.h>

#include "lifecycle_internal.h"

int32_t read_tallies(struct lifecycle *handle, struct lifecycle_tally_entry *entries, int32_t capacity)
{
	struct lifecycle_tally_key *before = NULL;
	int32_t count = 0;
	int fd = bpf_object__find_map_fd_by_name(handle->object, "tallies");

	/* No other code removes entries, so the walk never begins anew. */
	while (count < capacity && !bpf_map_get_next_key(fd, before, &entries[count].key)) {
		before = &entries[count].key;
		if (bpf_map_lookup_elem(fd, before, &entries[count].tally))
			memset(&entries[count].tally, 0, sizeof(entries[count].tally));
		count++;
	}
	return count;
}

int forget_tallies(struct lifecycle *handle)
{
	struct lifecycle_tally_key key;
	int fd = bpf_object__find_map_fd_by_name(handle->object, "tallies"), i;

	for (i = 0; i < LIFECYCLE_TALLIES && !bpf_map_get_next_key(fd, NULL, &key); i++)
		bpf_map_delete_elem(fd, &key);
	return 0;
}
