// Prints "ready", then lives until its input ends: for tests that need a process that is already running.
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	char byte;

	puts("ready");
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}
