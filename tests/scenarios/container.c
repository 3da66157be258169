// A process in a cgroup (version 2) with a name like those of systemd's and Docker's containers, which then execs another
// program. Prints the cgroup, or "no cgroup" when none can be created. With an argument the cgroup stays, because the kernel
// has no name of a removed one.
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"

int main(int argc, char **argv __attribute__((unused)))
{
	const char *root = access("/sys/fs/cgroup/unified", F_OK) ? "/sys/fs/cgroup" : "/sys/fs/cgroup/unified";
	char id[65], group[256];

	for (int i = 0; i < 64; i++)
		id[i] = "0123456789abcdef"[(i * 7 + getpid()) % 16];
	id[64] = 0;
	snprintf(group, sizeof(group), "%s/docker-%s.scope", root, id);
	if (mkdir(group, 0755)) {
		puts("no cgroup");
		return 0;
	}
	puts(group);
	fflush(stdout);
	if (fork() == 0) {
		write_file(group, "cgroup.procs", "0");
		execl("/bin/true", "true", NULL);
	}
	wait(NULL);
	if (argc < 2)
		remove_group(group);
	return 0;
}
