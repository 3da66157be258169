// exec of a file that does not exist: ENOENT (-2), and the old image runs on to print it. With an argument it then waits
// for the end of its input.
#include <errno.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char *args[] = { "no_such_program", "first", "second", NULL };
	char byte;

	(void)argv;
	execve("/no/such/program", args, NULL);
	int seen = errno;
	while (argc > 1 && read(0, &byte, 1) > 0)
		;
	return seen == ENOENT ? 7 : 1;
}
