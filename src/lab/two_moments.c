// Two execs: one that fails, and one that does not return. Each has one enter and one exit event.
#include <unistd.h>

int main(void)
{
	char *args[] = { "true", NULL };

	execve("/no/such/program", args, NULL);
	execve("/bin/true", args, NULL);
	return 127;
}
