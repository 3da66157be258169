// A child is ended by a signal that is sent in the way that the argument names. Prints the pids of the child and of the
// sender, 0 when there is none.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int is(const char *way, const char *name)
{
	return !strcmp(way, name);
}

static void queue(int child, int code)
{
	siginfo_t info = { .si_signo = SIGTERM, .si_code = code };

	info.si_pid = getpid();
	syscall(SYS_rt_sigqueueinfo, child, SIGTERM, &info);
}

int main(int argc, char **argv)
{
	const char *way = argc > 1 ? argv[1] : "kill";
	union sigval value = { 0 };
	int child = fork(), sender;

	if (child == 0) {
		if (is(way, "timer")) {
			struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGTERM };
			struct itimerspec when = { .it_value.tv_nsec = 1000000 };
			timer_t timer;

			timer_create(CLOCK_MONOTONIC, &event, &timer);
			timer_settime(timer, 0, &when, NULL);
		} else if (is(way, "alarm")) {
			struct itimerval when = { .it_value.tv_usec = 1000 };

			setitimer(ITIMER_REAL, &when, NULL);
		}
		pause();
		_exit(0);
	}
	if (is(way, "timer") || is(way, "alarm")) {
		waitpid(child, NULL, 0);
		printf("%d 0\n", child);
		return 0;
	}
	sender = fork();
	if (sender == 0) {
		if (is(way, "kill"))
			kill(child, SIGTERM);
		else if (is(way, "tgkill"))
			syscall(SYS_tgkill, child, child, SIGTERM);
		else if (is(way, "sigqueue"))
			sigqueue(child, SIGTERM, value);
		else if (is(way, "own_code"))
			queue(child, -77);
		else if (is(way, "code_of_a_timer"))
			queue(child, SI_TIMER);
		else if (is(way, "pidfd"))
			syscall(SYS_pidfd_send_signal, syscall(SYS_pidfd_open, child, 0), SIGTERM, NULL, 0);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	waitpid(sender, NULL, 0);
	printf("%d %d\n", child, sender);
	return 0;
}
