// The child exits at once; the parent waits 200 ms later. In between it is a zombie, which is not gone.
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	if (fork() == 0)
		_exit(9);
	usleep(200000);
	wait(NULL);
	return 0;
}
