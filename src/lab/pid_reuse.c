// Three processes with one pid number: /proc/sys/kernel/ns_last_pid lets root choose the next one. Prints the number.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void choose_next(int wanted)
{
	char text[16];
	int file = open("/proc/sys/kernel/ns_last_pid", O_WRONLY);

	// Without root the dashboard's privileged part does it: ask the dashboard, and wait until it is done.
	if (write(file, text, sprintf(text, "%d", wanted - 1)) < 0 && getenv("DASHBOARD_CHOOSES_PID")) {
		printf("next-pid %d\n", wanted);
		fflush(stdout);
		read(0, text, 1);
	}
	close(file);
}

static int child_with_pid(int wanted)
{
	// Another process may fork in between: then try again.
	for (int tries = 0; tries < 1000; tries++) {
		choose_next(wanted);
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
