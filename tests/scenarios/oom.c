// A process that the kernel kills for lack of memory: SIGKILL without a sender, "oom". Creates a memory cgroup of 16 MiB for
// its child (version 1 or 2). With an argument another process shares the child's memory, and is killed too. Prints "no
// memory cgroup" when it cannot.
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"

static int wait_to_be_killed(void *unused)
{
	(void)unused;
	pause();
	return 0;
}

int main(int argc, char **argv __attribute__((unused)))
{
	const char *roots[] = { "/sys/fs/cgroup/memory", "/sys/fs/cgroup", "/sys/fs/cgroup/unified" };
	char group[256] = "", pid[16];
	int ends[2], child;

	for (int i = 0; i < 3; i++) {
		snprintf(group, sizeof(group), "%s/lifecycle-oom-%d", roots[i], getpid());
		if (mkdir(group, 0755))
			continue;
		write_file(group, "memory.swap.max", "0");
		if (write_file(group, "memory.limit_in_bytes", "16777216") || write_file(group, "memory.max", "16777216")) {
			write_file(group, "memory.memsw.limit_in_bytes", "16777216");
			break;
		}
		rmdir(group);
		group[0] = 0;
	}
	if (!group[0] || access(group, F_OK)) {
		puts("no memory cgroup");
		return 0;
	}
	pipe(ends);
	child = fork();
	if (child == 0) {
		close(ends[1]);
		read(ends[0], pid, 1);
		if (argc > 1)
			clone(wait_to_be_killed, (char *)malloc(65536) + 65536, CLONE_VM | CLONE_PARENT | SIGCHLD, NULL);
		for (int i = 0; i < 256; i++) {
			char *memory = malloc(1 << 20);

			memset(memory, i + 1, 1 << 20);
		}
		_exit(0);
	}
	snprintf(pid, sizeof(pid), "%d", child);
	write_file(group, "cgroup.procs", pid);
	close(ends[1]);
	while (wait(NULL) > 0)
		;
	remove_group(group);
	printf("%d\n", child);
	return 0;
}
