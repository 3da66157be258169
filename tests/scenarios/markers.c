// The processes that a flood would hide: markers UID COUNT [step]. As that user, runs COUNT processes one after the other that
// exec /bin/true with the arguments "marker" and their number. With "step" each waits for a byte of input.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int uid = argc > 1 ? atoi(argv[1]) : 65533;
	int count = argc > 2 ? atoi(argv[2]) : 200;
	char number[12], *args[] = { "marker", number, NULL }, byte;

	if (setresgid(uid, uid, uid) || setresuid(uid, uid, uid))
		return 1;
	for (int i = 0; i < count; i++) {
		int pid;

		if (argc > 3 && read(0, &byte, 1) <= 0)
			break;
		snprintf(number, sizeof(number), "%d", i);
		pid = fork();
		if (pid == 0) {
			execv("/bin/true", args);
			_exit(127);
		}
		waitpid(pid, NULL, 0);
	}
	return 0;
}
