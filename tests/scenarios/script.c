// A script has a path and an interpreter: the first line's program runs with the script as its argument.
// The argument is the path of a script to write and run.
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const char *text = "#!/bin/sh -e\nexit 4\n";
	const char *path = argc > 1 ? argv[1] : "/tmp/lifecycle-script.sh";
	int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0755);

	write(file, text, strlen(text));
	close(file);
	execl(path, "my-script", "one", NULL);
	return 127;
}
