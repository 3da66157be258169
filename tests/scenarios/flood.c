// Produces one kind of event as fast as possible, as an ordinary user can do to any tracer.
// flood KIND COUNT, with the kinds below. Prints how many the kernel executed.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

// One argument may have 128 KiB, with its NUL.
#define LONG 131000
#define PATH 3000
#define LETTERS 15000

static char text[LONG + 1];

// Equal arguments might share memory, so each begins with its number.
static char *distinct(int i)
{
	char number[12];

	snprintf(number, sizeof(number), "%011d", i);
	memcpy(text, number, sizeof(number) - 1);
	return text;
}

// Fails, with an argument as long as the kernel takes.
static int failing(int i)
{
	char *args[] = { "x", distinct(i), NULL };

	return execve("/nonexistent/y", args, NULL) && errno == ENOENT;
}

// The same in a separate process, and it succeeds: "flood once" ends at once.
static int run(char **args)
{
	pid_t child = vfork();

	if (child == 0) {
		execve("/proc/self/exe", args, NULL);
		_exit(1);
	}
	return child > 0 && waitpid(child, NULL, 0) == child;
}

static int real(int i)
{
	char *args[] = { "flood", "once", distinct(i), NULL };

	return run(args);
}

// Many arguments of one letter, different each time: as strings they take twenty times as much memory.
static int letters(int i)
{
	static char letter[26][2], *args[LETTERS + 3] = { "flood", "once" };

	srand(i);
	for (int k = 0; k < LETTERS; k++) {
		char *one = letter[rand() % 26];

		*one = 'a' + (one - letter[0]) / 2;
		args[k + 2] = one;
	}
	return run(args);
}

static int paths(int i)
{
	char path[PATH + 64], *args[] = { "x", NULL };

	snprintf(path, sizeof(path), "/nonexistent/%d/%.*s", i, PATH, text);
	return execve(path, args, NULL) && errno != 0;
}

static int names(int i)
{
	char name[16], *args[] = { "x", NULL };

	snprintf(name, sizeof(name), "name-%d", i);
	prctl(PR_SET_NAME, name);
	return execve("/nonexistent/y", args, NULL) && errno == ENOENT;
}

static int renames(int i)
{
	char name[16];

	snprintf(name, sizeof(name), "r-%d", i);
	return prctl(PR_SET_NAME, name) == 0;
}

static void *wait_for_end(void *end)
{
	char byte;

	read(*(int *)end, &byte, 1);
	return NULL;
}

// All at a time, up to the system's limit; then in several rounds.
static int threads(int count)
{
	pthread_t *made = calloc(count, sizeof(*made));
	pthread_attr_t small;
	int total = 0;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 64 << 10);
	while (total < count) {
		int end[2], now = 0;

		if (pipe(end))
			break;
		while (total + now < count && !pthread_create(&made[now], &small, wait_for_end, &end[0]))
			now++;
		close(end[1]);
		for (int i = 0; i < now; i++)
			pthread_join(made[i], NULL);
		close(end[0]);
		total += now;
		if (now == 0)
			break;
	}
	free(made);
	return total;
}

// None is waited for before the end.
static int zombies(int i)
{
	pid_t child = fork();

	(void)i;
	if (child == 0)
		_exit(0);
	return child > 0;
}

static const struct {
	const char *name;
	int (*one)(int);
} kinds[] = {
	{ "failing", failing },
	{ "real", real },
	{ "letters", letters },
	{ "paths", paths },
	{ "names", names },
	{ "renames", renames },
	{ "zombies", zombies },
};

int main(int argc, char **argv)
{
	int count = argc > 2 ? atoi(argv[2]) : 1000, made = 0;

	if (argc > 1 && !strcmp(argv[1], "once"))
		return 0;
	memset(text, 'x', LONG);
	if (argc > 1 && !strcmp(argv[1], "threads")) {
		printf("threads %d\n", threads(count));
		return 0;
	}
	for (size_t k = 0; argc > 1 && k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		if (strcmp(argv[1], kinds[k].name))
			continue;
		for (int i = 0; i < count; i++)
			made += kinds[k].one(i);
		printf("%s %d\n", argv[1], made);
		return 0;
	}
	fprintf(stderr, "flood failing|real|letters|paths|names|renames|threads|zombies COUNT\n");
	return 2;
}
