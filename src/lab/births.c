// Three ways to start a program: fork and exec, vfork and exec, posix_spawn.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	char *args[] = { "true", NULL };
	pid_t pid;

	if (fork() == 0) {
		execv("/bin/true", args);
		_exit(127);
	}
	wait(NULL);
	// The child shares this memory, and this process is suspended until the child has exec'ed or exited.
	if (vfork() == 0) {
		execv("/bin/true", args);
		_exit(127);
	}
	wait(NULL);
	posix_spawn(&pid, "/bin/true", NULL, NULL, args, NULL);
	wait(NULL);
	return 0;
}
