// Executes one file in many ways: by its path, a symbolic link, a relative path, a descriptor, a directory's descriptor,
// /proc, a script, a copy in memory, a deleted file, a path of many names. Argument: a directory to work in. Prints for each
// "PID device inode path" as in /proc/PID/exe while it runs.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

static char deep[4096];

static void copy_to(int to)
{
	int from = open("/usr/bin/sleep", O_RDONLY);

	sendfile(to, from, NULL, 1 << 24);
	close(from);
}

static int copy_as(const char *path)
{
	int to = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0755);

	copy_to(to);
	close(to);
	return open(path, O_RDONLY);
}

static void make_files(void)
{
	FILE *script = fopen("script.sh", "w");
	int i;

	fputs("#!/bin/sh\nkill -STOP $$\n", script);
	fclose(script);
	chmod("script.sh", 0755);
	symlink("/usr/bin/sleep", "link");
	getcwd(deep, 2048);
	for (i = 0; i < 20; i++) {
		snprintf(deep + strlen(deep), 64, "/a-name-of-thirty-two-characters%02d", i);
		mkdir(deep, 0755);
	}
	strcat(deep, "/sleep");
	close(copy_as(deep));
}

static void run(int way)
{
	char *args[] = { "called", "60", NULL }, *environment[] = { NULL };
	int fd;

	switch (way) {
	case 0:
		execv("/usr/bin/sleep", args);
		break;
	case 1:
		execv("link", args);
		break;
	case 2:
		chdir("/usr/lib");
		execv("../bin/sleep", args);
		break;
	case 3:
		fexecve(open("/usr/bin/sleep", O_RDONLY | O_CLOEXEC), args, environment);
		break;
	case 4:
		syscall(SYS_execveat, open("/usr/bin", O_RDONLY | O_DIRECTORY), "sleep", args, environment, 0);
		break;
	case 5:
		execv("/proc/self/root/usr/bin/../bin/sleep", args);
		break;
	case 6:
		execv("./script.sh", args);
		break;
	case 7:
		fd = memfd_create("in memory", MFD_CLOEXEC);
		copy_to(fd);
		syscall(SYS_execveat, fd, "", args, environment, AT_EMPTY_PATH);
		break;
	case 8:
		fd = copy_as("soon gone");
		unlink("soon gone");
		syscall(SYS_execveat, fd, "", args, environment, AT_EMPTY_PATH);
		break;
	case 9:
		execv(deep, args);
		break;
	}
	_exit(127);
}

int main(int argc, char **argv)
{
	char link[64], path[4096];
	struct stat file;
	int way, child, ends[2];

	if (argc < 2 || chdir(argv[1]))
		return 1;
	make_files();
	for (way = 0; way < 10; way++) {
		ssize_t length;

		// A successful exec closes it, which shows the parent that the new file runs.
		pipe2(ends, O_CLOEXEC);
		child = fork();
		if (child == 0)
			run(way);
		close(ends[1]);
		read(ends[0], path, 1);
		close(ends[0]);
		snprintf(link, sizeof(link), "/proc/%d/exe", child);
		length = readlink(link, path, sizeof(path) - 1);
		path[length > 0 ? length : 0] = 0;
		stat(link, &file);
		printf("%d %u:%u %llu %s\n", child, major(file.st_dev), minor(file.st_dev), (unsigned long long)file.st_ino, path);
		kill(child, 9);
		waitpid(child, NULL, 0);
	}
	return 0;
}
