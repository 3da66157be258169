// Failing execs as fast as possible, none with a new process. The argument is their number.
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 1000;
	char *args[] = { "nothing", NULL };

	for (int i = 0; i < count; i++)
		execve("/no/such/program", args, NULL);
	return 0;
}
