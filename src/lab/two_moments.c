// Two execs: one that fails, and one that does not come back. Each is entered once and ends once.
#include <unistd.h>

int main(void)
{
	char *args[] = { "true", NULL };

	execve("/no/such/program", args, NULL);
	execve("/bin/true", args, NULL);
	return 127;
}
