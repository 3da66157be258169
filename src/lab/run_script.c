// Two scripts next to this program: the interpreter of the first does not exist, the second runs.
#include <libgen.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char *args[] = { "any-name", "from-the-caller", NULL };

	(void)argc;
	chdir(dirname(argv[0]));
	execv("./broken.sh", args);
	execv("./hello.sh", args);
	return 127;
}
