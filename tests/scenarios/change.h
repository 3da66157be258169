// A program that changes one of its own attributes without an exec. Arguments: the attribute, and a directory to work in.
// Prints "ready", waits for a line, changes it, prints "done" (or the error), and waits until its input ends.
#ifndef CHANGE_H
#define CHANGE_H

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct change {
	const char *name;
	int (*make)(void);
	int (*prepare)(void); /* before "ready" */
};

static inline int fail(const char *what)
{
	printf("cannot: %s: %s\n", what, strerror(errno));
	fflush(stdout);
	return 1;
}

#define TRY(call) \
	do { \
		if ((call) < 0) \
			return fail(#call); \
	} while (0)

static inline int run_change(const struct change *changes, size_t count, int argc, char **argv)
{
	char line[64];

	if (argc < 3 || chdir(argv[2]))
		return 1;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(argv[1], changes[i].name))
			continue;
		if (changes[i].prepare && changes[i].prepare())
			return 1;
		printf("ready\n");
		fflush(stdout);
		fgets(line, sizeof(line), stdin);
		if (changes[i].make() == 0)
			printf("done\n");
		fflush(stdout);
		fgets(line, sizeof(line), stdin);
	}
	return 0;
}

#endif
