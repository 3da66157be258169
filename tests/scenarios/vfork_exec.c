// vfork: the child shares the parent's memory and has exec'ed before vfork returns in the parent.
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int pid = vfork();

	if (pid == 0) {
		execl("/bin/true", "true", "after-vfork", NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
	return 0;
}
