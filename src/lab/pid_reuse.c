// Three processes with one pid number: /proc/sys/kernel/ns_last_pid lets root choose the next one. Prints the number.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int child_with_pid(int wanted)
{
	// Another process may fork in between: then try again.
	for (int tries = 0; tries < 1000; tries++) {
		char text[16];
		int file = open("/proc/sys/kernel/ns_last_pid", O_WRONLY);

		write(file, text, sprintf(text, "%d", wanted - 1));
		close(file);
		int pid = fork();
		if (pid == 0)
			_exit(20 + tries % 2);
		waitpid(pid, NULL, 0);
		if (pid == wanted)
			return pid;
	}
	return -1;
}

int main(void)
{
	int pid = fork();

	if (pid == 0)
		_exit(19);
	waitpid(pid, NULL, 0);
	if (child_with_pid(pid) < 0 || child_with_pid(pid) < 0)
		return 1;
	printf("%d\n", pid);
	return 0;
}
