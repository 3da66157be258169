// Shared code of the scenarios with a control group of their own.
#ifndef CGROUP_H
#define CGROUP_H

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static inline int write_file(const char *directory, const char *name, const char *text)
{
	char path[512];
	int fd, written;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	fd = open(path, O_WRONLY);
	if (fd < 0)
		return 0;
	written = write(fd, text, strlen(text)) > 0;
	close(fd);
	return written;
}

// A group is busy until the kernel has released its processes.
static inline void remove_group(const char *group)
{
	while (rmdir(group))
		usleep(10000);
}

#endif
