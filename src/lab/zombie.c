// The child exits at once; the parent waits 200 ms later. In between it is a zombie. With an argument the parent waits for
// the end of its input first.
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char byte;

	(void)argv;
	if (fork() == 0)
		_exit(9);
	if (argc > 1)
		while (read(0, &byte, 1) > 0)
			;
	else
		usleep(200000);
	wait(NULL);
	return 0;
}
