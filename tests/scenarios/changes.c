// Changes user, groups, session or cgroup without an exec, in the way that the argument names. A child does it, unless the
// name says otherwise. Prints "PID uid gid session group cgroup" as in /proc and the calls afterwards.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "cgroup.h"

static int is(const char *way, const char *name)
{
	return !strcmp(way, name);
}

// The raw system call, which affects this thread only; the C library's affects all threads.
static void *become_33(void *unused)
{
	syscall(SYS_setresuid, 33, 33, 33);
	return unused;
}

static void do_it(const char *way)
{
	pthread_t thread;

	if (is(way, "setuid"))
		setuid(33);
	else if (is(way, "setgid"))
		setgid(33);
	else if (is(way, "setreuid"))
		setreuid(33, 34);
	else if (is(way, "setregid"))
		setregid(33, 34);
	else if (is(way, "setresuid"))
		setresuid(33, 34, 35);
	else if (is(way, "setresgid"))
		setresgid(33, 34, 35);
	else if (is(way, "seteuid_and_back")) {
		seteuid(33);
		seteuid(0);
	} else if (is(way, "setegid"))
		setegid(33);
	else if (is(way, "setfsuid"))
		setfsuid(33);
	else if (is(way, "setsid"))
		setsid();
	else if (is(way, "setpgid"))
		setpgid(0, 0);
	else if (is(way, "setpgrp"))
		setpgrp();
	else if (is(way, "thread")) {
		pthread_create(&thread, NULL, become_33, NULL);
		pthread_join(thread, NULL);
	} else if (is(way, "user_namespace"))
		unshare(CLONE_NEWUSER);
	else if (is(way, "daemon"))
		setsid(), setresgid(33, 33, 33), setresuid(33, 33, 33);
	else if (is(way, "refused"))
		setpgid(0, 1);
}

static void print_line_of(int pid, const char *file, const char *start)
{
	char path[64], line[512];
	FILE *lines;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, file);
	lines = fopen(path, "r");
	while (lines && fgets(line, sizeof(line), lines))
		if (!strncmp(line, start, strlen(start))) {
			// Of "Uid:" and "Gid:" the effective one, which is the second; of a cgroup the rest of the line.
			if (start[0] == '0')
				printf(" %.*s", (int)strcspn(line + 3, "\n"), line + 3);
			else
				printf(" %u", (unsigned)strtoul(strchr(strchr(line, '\t') + 1, '\t'), NULL, 10));
			break;
		}
	if (lines)
		fclose(lines);
}

int main(int argc, char **argv)
{
	const char *way = argc > 1 ? argv[1] : "setuid";
	const char *root = access("/sys/fs/cgroup/unified", F_OK) ? "/sys/fs/cgroup" : "/sys/fs/cgroup/unified";
	char group[256] = "", number[16], byte;
	int ready[2], done[2], child;

	pipe(ready);
	pipe(done);
	child = fork();
	if (child == 0) {
		do_it(way);
		write(ready[1], "", 1);
		close(done[1]);
		read(done[0], &byte, 1);
		_exit(0);
	}
	read(ready[0], &byte, 1);
	if (is(way, "setpgid_of_child"))
		setpgid(child, child);
	if (is(way, "cgroup")) {
		snprintf(group, sizeof(group), "%s/lifecycle-move-%d", root, getpid());
		snprintf(number, sizeof(number), "%d", child);
		if (mkdir(group, 0755) || !write_file(group, "cgroup.procs", number)) {
			rmdir(group);
			puts("no cgroup");
			return 0;
		}
	}
	printf("%d", child);
	print_line_of(child, "status", "Uid:");
	print_line_of(child, "status", "Gid:");
	printf(" %d %d", getsid(child), getpgid(child));
	print_line_of(child, "cgroup", "0::");
	puts("");
	fflush(stdout);
	// The test reads before the cgroup is removed, because a removed one has no name.
	if (group[0])
		getchar();
	close(done[1]);
	waitpid(child, NULL, 0);
	if (group[0])
		remove_group(group);
	return 0;
}
