/* SPDX-License-Identifier: MIT */
/* lifecycle-capture: the part of a dashboard that has privileges. It reads no byte of the server before it has dropped those it does not need. */
#ifndef CAPTURE_H
#define CAPTURE_H

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lifecycle_internal.h"
#include "protocol.h"

#define BIT(capability) (1ULL << (capability))

struct capture {
	struct lifecycle *handle; /* NULL when this machine cannot be traced */
	struct capture_start start;
	struct capture_hello hello;
	int socket; /* -1 without a server */
	int signals;
	pid_t server;
};

/* Prints "dashboard: …" and ends. */
void give_up(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
void confine(const struct capture *capture); /* from here on it has the capabilities and system calls for its answers only */
void keep_capabilities(uint64_t kept);
bool answer(struct capture *capture); /* false when the connection is to be closed */

#endif
