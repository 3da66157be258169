// The path is on a page of the program file that was never read: at sys_enter it is not resident, and a probe reads
// nothing. The kernel faults it in to read the path, so the real path is known when the call ends.
// With the argument "success" the cold path exists.
#include <sys/wait.h>
#include <unistd.h>

static const char page_before[8192] __attribute__((aligned(4096), used)) = "x";
static const char missing[4096] __attribute__((aligned(4096))) = "/no/such/cold/program";
static const char present[4096] __attribute__((aligned(4096))) = "/bin/true";
static const char page_after[8192] __attribute__((aligned(4096), used)) = "x";

int main(int argc, char **argv)
{
	char *args[] = { "cold", NULL };

	(void)argv;
	if (fork() == 0) {
		execve(argc > 1 ? present : missing, args, NULL);
		_exit(7);
	}
	wait(NULL);
	return 0;
}
