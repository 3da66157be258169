// Creates processes as fast as possible. The argument is their number.
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 500;

	for (int i = 0; i < count; i++) {
		if (fork() == 0)
			_exit(i & 0x7f);
		if (i % 16 == 15)
			while (waitpid(-1, NULL, WNOHANG) > 0)
				;
	}
	while (wait(NULL) > 0)
		;
	return 0;
}
