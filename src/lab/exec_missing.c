// exec of a file that does not exist: ENOENT (-2), and the old image lives on to tell it. With an argument it goes on
// living until its input ends.
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
