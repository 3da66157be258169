// SPDX-License-Identifier: MIT
/*
 * What libbpf and the kernel's verifier say while programs are loaded.
 *
 * libbpf asks the kernel for a log once a program was refused, into a buffer
 * of 16 MiB that it doubles until all fits, and prints it as one message. So
 * the message is whole, and its end says why.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lifecycle_internal.h"

#define LOG_BYTES (256 << 10)
/* Of one message, so that eight refused programs have room. */
#define MESSAGE_BYTES (32 << 10)

/* Of the whole process: on a thread's own memory it would cost each thread that touches the library. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char kept[LOG_BYTES];
static size_t kept_bytes;

/* Of the thread that opens: they decide what it does next. */
static __thread char refused_function[64];
static __thread char verdict[240];

/* Keeps the end of the message, and the end of all messages; both begin at a line. */
static void keep(const char *message, size_t length)
{
	const char *line = message;

	if (length > MESSAGE_BYTES) {
		line += length - MESSAGE_BYTES;
		line = strchr(line, '\n') ? strchr(line, '\n') + 1 : line;
		length -= line - message;
	}
	pthread_mutex_lock(&lock);
	if (kept_bytes + length > LOG_BYTES) {
		size_t old = kept_bytes + length - LOG_BYTES;
		const char *next = memchr(kept + old, '\n', kept_bytes - old);

		if (next)
			old = next + 1 - kept;
		memmove(kept, kept + old, kept_bytes - old);
		kept_bytes -= old;
	}
	memcpy(kept + kept_bytes, line, length);
	kept_bytes += length;
	pthread_mutex_unlock(&lock);
}

/* Cuts the last line off; lines that begin with ';' are source, not what the verifier did. */
static char *take_last_line(char *text)
{
	char *line;

	do {
		line = strrchr(text, '\n');
		if (!line)
			return NULL;
		*line++ = 0;
	} while (!*line || *line == ';');
	return line;
}

/*
 * The two lines before the statistics: the instruction and what is wrong with it.
 *	35: (85) call bpf_probe_read_user#112
 *	R1 min value is negative, either use unsigned or 'var &= const'
 *	processed 154 insns (limit 1000000) max_states_per_insn 0 ...
 */
static void read_verdict(char *log)
{
	char *end = strstr(log, "\nprocessed "), *next, *reason, *instruction;

	if (!end)
		end = strstr(log, "\n-- END PROG LOAD LOG --");
	while (end && (next = strstr(end + 1, "\nprocessed ")))
		end = next;
	if (!end)
		return;
	*end = 0;
	reason = take_last_line(log);
	instruction = reason ? take_last_line(log) : NULL;
	if (!reason)
		return;
	if (instruction && strncmp(instruction, "libbpf: ", 8))
		snprintf(verdict, sizeof(verdict), "%.100s: %.130s", instruction, reason);
	else
		snprintf(verdict, sizeof(verdict), "%.130s", reason);
}

/* libbpf would write to stderr, under the feet of a program that prints events there. */
static int take_message(enum libbpf_print_level level, const char *format, va_list arguments)
{
	char *message, *name, *end;
	int length;

	if (level == LIBBPF_DEBUG)
		return 0;
	length = vasprintf(&message, format, arguments);
	if (length < 0)
		return 0;
	keep(message, length);
	/* libbpf: prog 'exit_wait4': failed to load: -13 */
	name = strstr(message, "prog '");
	end = name ? strstr(name, "': failed to load") : NULL;
	if (end)
		snprintf(refused_function, sizeof(refused_function), "%.*s", (int)(end - name - 6), name + 6);
	if (strstr(message, "-- BEGIN PROG LOAD LOG --"))
		read_verdict(message);
	free(message);
	return 0;
}

void log_begin(void)
{
	libbpf_set_print(take_message);
	pthread_mutex_lock(&lock);
	kept_bytes = 0;
	pthread_mutex_unlock(&lock);
	log_next_try();
}

void log_next_try(void)
{
	refused_function[0] = 0;
	verdict[0] = 0;
}

const char *log_refused_function(void)
{
	return refused_function;
}

const char *log_verdict(void)
{
	return verdict;
}

int32_t lifecycle_load_log(uint8_t *buffer, int32_t bytes)
{
	size_t length;

	if (!buffer || bytes < 0)
		return -EINVAL;
	pthread_mutex_lock(&lock);
	length = kept_bytes < (size_t)bytes ? kept_bytes : (size_t)bytes;
	memcpy(buffer, kept + kept_bytes - length, length);
	pthread_mutex_unlock(&lock);
	return length;
}
