// A separate session and terminal, as a login creates them: first setsid, then the terminal, then a program. Prints the
// terminal's name.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	grantpt(master);
	unlockpt(master);
	if (fork() == 0) {
		char *args[] = { "true", NULL };
		int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);

		setsid();
		ioctl(terminal, TIOCSCTTY, 0);
		execv("/bin/true", args);
		_exit(127);
	}
	wait(NULL);
	puts(ptsname(master));
	return 0;
}
