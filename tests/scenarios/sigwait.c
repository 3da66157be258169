// A daemon consumes one signal by sigwaitinfo and is ended by the next, which another process sends. The argument is the
// signal's number, SIGTERM by default. Prints the pids of the daemon and of its two senders.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int send_from_a_child(int target, int number)
{
	int sender = fork();

	if (sender == 0) {
		kill(target, number);
		_exit(0);
	}
	waitpid(sender, NULL, 0);
	return sender;
}

int main(int argc, char **argv)
{
	int number = argc > 1 ? atoi(argv[1]) : SIGTERM, ready[2], daemon, first, second;
	sigset_t set;
	char byte;

	sigemptyset(&set);
	sigaddset(&set, number);
	sigprocmask(SIG_BLOCK, &set, NULL);
	pipe(ready);
	daemon = fork();
	if (daemon == 0) {
		siginfo_t info;

		sigwaitinfo(&set, &info);
		sigprocmask(SIG_UNBLOCK, &set, NULL);
		write(ready[1], "", 1);
		pause();
		_exit(0);
	}
	first = send_from_a_child(daemon, number);
	read(ready[0], &byte, 1);
	second = send_from_a_child(daemon, number);
	waitpid(daemon, NULL, 0);
	printf("%d %d %d\n", daemon, first, second);
	return 0;
}
