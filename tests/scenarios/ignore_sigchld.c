// A parent that ignores SIGCHLD: its children are released without a wait.
#include <signal.h>
#include <unistd.h>

int main(void)
{
	signal(SIGCHLD, SIG_IGN);
	if (fork() == 0)
		_exit(6);
	usleep(100000);
	return 0;
}
