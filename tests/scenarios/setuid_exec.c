// A set-user-ID program runs as its owner, not as its caller. The argument is a directory; a copy of /bin/true is created
// there that belongs to user 54321, and executed by root and by user 54322.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char *args[] = { "owned", NULL };
	int from = open("/bin/true", O_RDONLY), to;

	if (argc < 2 || chdir(argv[1]))
		return 1;
	chmod(".", 0755);
	to = open("owned", O_CREAT | O_WRONLY, 0755);
	sendfile(to, from, NULL, 1 << 24);
	fchown(to, 54321, 54321);
	fchmod(to, 04755);
	close(to);
	for (int i = 0; i < 2; i++) {
		if (fork() == 0) {
			if (i)
				setresuid(54322, 54322, 54322);
			execv("./owned", args);
			_exit(127);
		}
		wait(NULL);
	}
	return 0;
}
