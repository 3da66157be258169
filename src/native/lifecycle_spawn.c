// SPDX-License-Identifier: MIT
/* A command that waits at its gate until it is traced. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lifecycle.h"
#include "old_glibc.h"

/*
 * .NET handles and ignores signals and raises its own limit of open files;
 * both would be inherited. The shell that started us has the limit unraised.
 */
static void restore_defaults(const struct rlimit *files)
{
	/* struct sigaction as the kernel has it: no handler, no flags, no restorer, an empty mask. */
	const unsigned long by_default[4] = { 0 };
	sigset_t none;
	int number;

	/* Not by signal(): the C library keeps 32 and 33 to itself, and the process that started us may have ignored them. */
	for (number = 1; number < NSIG; number++)
		syscall(SYS_rt_sigaction, number, by_default, NULL, NSIG / 8);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setrlimit(RLIMIT_NOFILE, files);
}

/* Only calls that are safe after a fork of a program with threads. */
static void wait_and_exec(const char *const *argv, int gate, int report, const struct rlimit *files)
{
	ssize_t length;
	char go;
	int error;

	restore_defaults(files);
	do {
		length = read(gate, &go, 1);
	} while (length < 0 && errno == EINTR);
	if (length == 1) {
		execvp(argv[0], (char *const *)argv);
		error = errno;
		if (write(report, &error, sizeof(error)) < 0)
			_exit(127);
	}
	_exit(127);
}

int32_t lifecycle_spawn(const char *const *argv, struct lifecycle_command *command)
{
	int gate[2], report[2], error;
	sigset_t all, before;
	struct rlimit files;
	pid_t pid;

	if (!argv || !argv[0] || !command)
		return -EINVAL;
	if (prlimit(getppid(), RLIMIT_NOFILE, NULL, &files) && getrlimit(RLIMIT_NOFILE, &files))
		return -errno;
	if (pipe2(gate, O_CLOEXEC))
		return -errno;
	if (pipe2(report, O_CLOEXEC)) {
		error = errno;
		close(gate[0]);
		close(gate[1]);
		return -error;
	}
	/* No handler of .NET's may run in the child. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0) {
		close(gate[1]);
		wait_and_exec(argv, gate[0], report[1], &files);
	}
	error = errno;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	close(gate[0]);
	close(report[1]);
	if (pid < 0) {
		close(gate[1]);
		close(report[0]);
		return -error;
	}
	command->pid = pid;
	command->gate = gate[1];
	command->report = report[0];
	return 0;
}

int32_t lifecycle_release(struct lifecycle_command *command)
{
	ssize_t length;
	int error = 0;

	if (!command || command->gate < 0)
		return -EINVAL;
	/* A child that was killed meanwhile leaves no reader: .NET ignores SIGPIPE, and the wait returns its end. */
	length = write(command->gate, "", 1);
	close(command->gate);
	command->gate = -1;
	do {
		length = read(command->report, &error, sizeof(error));
	} while (length < 0 && errno == EINTR);
	close(command->report);
	command->report = -1;
	return length == sizeof(error) ? -error : 0;
}

int32_t lifecycle_wait(int32_t pid, int32_t *status)
{
	pid_t ended;

	if (!status)
		return -EINVAL;
	do {
		ended = waitpid(pid, status, 0);
	} while (ended < 0 && errno == EINTR);
	return ended < 0 ? -errno : 0;
}
