// Uses CPU time for the milliseconds of its argument, then exits: the usage must agree with wait4.
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv)
{
	double seconds = (argc > 1 ? atoi(argv[1]) : 50) / 1000.0;

	while ((double)clock() / CLOCKS_PER_SEC < seconds)
		;
	return 0;
}
