// Exit data from the kernel itself: prints "PID STATUS USER_US SYSTEM_US MINFLT MAJFLT NVCSW NIVCSW MAXRSS_KIB".
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void end(int how)
{
	char *memory;

	switch (how) {
	case 0:
		_exit(0);
	case 1:
		_exit(42);
	case 2:
		kill(getpid(), SIGTERM);
		break;
	case 3:
		raise(SIGSEGV);
		break;
	case 4:
		while (clock() < CLOCKS_PER_SEC / 20)
			;
		_exit(3);
	case 5:
		memory = malloc(32 << 20);
		for (int i = 0; i < 32 << 20; i += 4096)
			memory[i] = 1;
		usleep(1000);
		_exit(0);
	}
}

int main(void)
{
	for (int how = 0; how < 6; how++) {
		struct rusage usage;
		int pid = fork();
		int status;

		if (pid == 0)
			end(how);
		wait4(pid, &status, 0, &usage);
		printf("%d %d %ld %ld %ld %ld %ld %ld %ld\n", pid, status,
		       usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec,
		       usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec, usage.ru_minflt, usage.ru_majflt,
		       usage.ru_nvcsw, usage.ru_nivcsw, usage.ru_maxrss);
		fflush(stdout);
	}
	return 0;
}
