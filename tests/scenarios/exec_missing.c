// exec of a file that does not exist: ENOENT, and the old image lives on to tell it.
#include <errno.h>
#include <unistd.h>

int main(void)
{
	char *args[] = { "no_such_program", "first", "second", NULL };

	execve("/no/such/program", args, NULL);
	return errno == ENOENT ? 7 : 1;
}
