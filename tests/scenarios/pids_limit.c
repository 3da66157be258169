// A fork that fails because a pids cgroup (version 1 or 2) is full: EAGAIN, as from RLIMIT_NPROC. The child enters a group
// that allows one process, and forks. Prints "no pids cgroup" when none can be created.
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"

int main(void)
{
	const char *roots[] = { "/sys/fs/cgroup/pids", "/sys/fs/cgroup", "/sys/fs/cgroup/unified" };
	char group[256] = "";
	int child;

	for (int i = 0; i < 3; i++) {
		snprintf(group, sizeof(group), "%s/lifecycle-pids-%d", roots[i], getpid());
		if (mkdir(group, 0755))
			continue;
		if (write_file(group, "pids.max", "1"))
			break;
		rmdir(group);
		group[0] = 0;
	}
	if (!group[0] || access(group, F_OK)) {
		puts("no pids cgroup");
		return 0;
	}
	child = fork();
	if (child == 0) {
		write_file(group, "cgroup.procs", "0");
		fork();
		_exit(0);
	}
	waitpid(child, NULL, 0);
	remove_group(group);
	return 0;
}
