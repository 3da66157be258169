// Exec without fork. One pid, two images.
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	char *args[] = { "/bin/id", NULL };
	int rc = execve(args[0], args, NULL);

	printf("exec came back, so it failed: %d\n", rc);
	return rc;
}
