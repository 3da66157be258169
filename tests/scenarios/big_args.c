// Many or long arguments. argv: COUNT BYTES [missing] - "missing" makes the exec fail, so that they are read from the
// caller's memory and not from the new image.
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 1000;
	int bytes = argc > 2 ? atoi(argv[2]) : 8;
	char *text = malloc(bytes + 1);
	char **args = calloc(count + 1, sizeof(*args));

	memset(text, 'a', bytes);
	text[bytes] = 0;
	for (int i = 0; i < count; i++)
		args[i] = text;
	execve(argc > 3 ? "/no/such/program" : "/bin/true", args, NULL);
	return 7;
}
