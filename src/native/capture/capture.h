/* SPDX-License-Identifier: MIT */
/* lifecycle-capture: the part of a dashboard that has privileges. It reads no byte of the server before it has dropped those it does not need. */
#ifndef CAPTURE_H
#define CAPTURE_H

#include "lifecycle_internal.h"
#include "protocol.h"

#define BIT(capability) (1ULL << (capability))

struct capture {
	struct lifecycle *handle; /* NULL when this machine cannot be traced */
	struct capture_start start;
	struct capture_hello hello;
	int socket; /* -1 once closed */
	int signals;
	pid_t server;
};

/* Prints "dashboard: …" and ends. */
void give_up(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* confine.c: from here on this process has the capabilities for its answers only, and the system calls for them. */
void confine(const struct capture *capture);
void keep_capabilities(uint64_t kept);

/* answers.c: false when the connection is to be closed. */
bool answer(struct capture *capture);

#endif
