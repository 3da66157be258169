// Changes directories by name, by "..", by a descriptor and over a mount point, and leaves a child in each. Argument: a
// directory to work in. Prints the directory of each child, from getcwd.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void child_here(void)
{
	char here[4096];

	printf("%s\n", getcwd(here, sizeof(here)));
	fflush(stdout);
	if (fork() == 0)
		_exit(0);
	wait(NULL);
}

int main(int argc, char **argv)
{
	int outside = open("/", O_RDONLY | O_DIRECTORY);

	if (argc < 2 || chdir(argv[1]))
		return 1;
	child_here();
	mkdir("one", 0755);
	mkdir("one/two", 0755);
	symlink("one/two", "link");
	chdir("link");
	child_here();
	chdir("..");
	child_here();
	unshare(CLONE_NEWNS);
	mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
	if (mount("none", "two", "tmpfs", 0, NULL) == 0) {
		mkdir("two/mounted", 0755);
		chdir("two/mounted");
		child_here();
		chdir("/");
		child_here();
	}
	chdir("no such place");
	fchdir(outside);
	child_here();
	return 0;
}
