// A process in a cgroup (version 2) that is named as systemd and Docker name those of their containers, which then becomes
// another program. Prints the cgroup, or "no cgroup" where none can be made. With an argument the cgroup is left: the
// kernel knows no name of one that is gone.
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
