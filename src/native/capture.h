/* SPDX-License-Identifier: MIT */
/* lifecycle-capture: the part of a dashboard that has privileges. It reads no byte of the server before it has dropped those it does not need. */
#ifndef CAPTURE_H
#define CAPTURE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "capture_protocol.h"
#include "lifecycle_internal.h"

struct capture {
	struct lifecycle *handle; /* NULL when this machine cannot be traced */
	struct capture_hello hello;
	bool allows_environment;
	bool allows_lab;
	bool makes_state;
	const char *mount_v1;
	const char *mount_v2;
	int cgroups_v1; /* opened directories; -1 for none */
	int cgroups_v2;
	int next_pid;
	int socket; /* -1 once closed */
	int signals;
	pid_t server;
};

struct account {
	uid_t uid;
	gid_t gid;
	char name[64];
	char home[256];
	bool called_sudo;
};

/* Prints "dashboard: …" and ends. */
void give_up(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* capture_account.c */
void choose_account(struct account *account);

/* capture_server.c: forks the server without any privilege; its end of the socket is the descriptor 3. */
pid_t start_server(const struct capture *capture, char **argv, int socket, const struct account *account);

/* capture_confine.c: from here on this process has the capabilities for its answers only, and the system calls for them. */
void confine(const struct capture *capture);
void empty_bounding_set(void);
void drop_capabilities(uint64_t keep);

/* capture_answers.c: false when the connection is to be closed. */
bool answer(struct capture *capture);

/* capture_process.c: fill what an answer says of a process, or return -errno. */
int read_link(const struct capture_question *question, struct capture_link_target *target);
int open_of_process(const struct capture_question *question, const char *name, int flags);
int set_priority(pid_t server, const struct capture_question *question);

#endif
