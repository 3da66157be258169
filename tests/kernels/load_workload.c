// SPDX-License-Identifier: MIT
/* Runs each probe at least once: births of every kind, execs that work and fail, ends, changes of credentials. */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "load.h"

/* The child's side of a birth; after vfork only exec and _exit are allowed. */
static void be_child(int turn)
{
	static char *const arguments[] = { "true", NULL }, *const environment[] = { NULL };
	const char *path = turn % 2 ? "/no/such/program" : "/bin/true";

	if (turn % 4 < 2)
		execve(path, arguments, environment);
	else
		syscall(SYS_execveat, AT_FDCWD, path, arguments, environment, 0);
	_exit(3);
}

static pid_t clone3_child(void)
{
	uint64_t clone_args[8] = { [4] = SIGCHLD }; /* struct clone_args; the fifth field is exit_signal */

	return syscall(SYS_clone3, clone_args, sizeof(clone_args));
}

static void birth(int way, int turn)
{
	pid_t child;

	switch (way) {
	case 0:
		child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
		break;
	case 1:
		child = vfork();
		break;
	case 2:
		child = clone3_child();
		break;
	default:
#ifdef SYS_fork
		child = syscall(SYS_fork);
#else
		child = fork();
#endif
	}
	if (!child)
		be_child(turn);
	waitpid(child, NULL, 0);
}

/* In a child, because the changes cannot be undone. */
static void change(void)
{
	int fd;

	if (fork()) {
		wait(NULL);
		return;
	}
	mkdir("/sys/fs/cgroup/moved", 0755);
	fd = open("/sys/fs/cgroup/moved/cgroup.procs", O_WRONLY);
	if (fd < 0 || write(fd, "0", 1) != 1)
		say(false, "cgroup: %m");
	if (syscall(SYS_setpgid, 0, 0) || syscall(SYS_setregid, -1, 0) || syscall(SYS_setresgid, 0, 0, 0) || syscall(SYS_setgid, 0) ||
	    syscall(SYS_setreuid, -1, 0) || syscall(SYS_setresuid, 0, 0, 0) || syscall(SYS_setuid, 0))
		say(false, "credentials: %m");
	/* A leader of a process group may not begin a session, but its child may. */
	if (!fork()) {
		syscall(SYS_setsid);
		_exit(0);
	}
	wait(NULL);
	_exit(0);
}

void live_and_die(void)
{
	siginfo_t info;
	pid_t child;
	int turn;

	for (turn = 0; turn < 16; turn++)
		birth(turn / 4, turn);
	if (!fork())
		_exit(0);
	waitid(P_ALL, 0, &info, WEXITED);
	child = fork();
	while (!child)
		pause();
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	change();
	prctl(PR_SET_NAME, "renamed");
	if (chdir("/tmp") || fchdir(open("/", O_RDONLY | O_DIRECTORY)))
		say(false, "chdir: %m");
}
