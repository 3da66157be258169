// SPDX-License-Identifier: MIT
/* The server: a new program that never had a privilege. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "capture.h"

#define SOCKET 3
#define STATE_DIRECTORY "/var/lib/lifecycle-server"

/*
 * Where the server keeps its data by default, because a system user has no home. Not the /var/lib/lifecycle of a server
 * that is root: what lies there belongs to root. A user who called sudo has a home.
 */
static void prepare_state(const struct capture *capture, const struct account *account)
{
	struct stat status;

	unsetenv("STATE_DIRECTORY");
	unsetenv("XDG_STATE_HOME");
	if (account->called_sudo || !capture->makes_state)
		return;
	if (!mkdir(STATE_DIRECTORY, 0700) && lchown(STATE_DIRECTORY, account->uid, account->gid))
		rmdir(STATE_DIRECTORY);
	if (!lstat(STATE_DIRECTORY, &status) && S_ISDIR(status.st_mode) && status.st_uid == account->uid)
		setenv("STATE_DIRECTORY", STATE_DIRECTORY, 1);
}

static void set_environment(const struct account *account)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", SOCKET);
	setenv(CAPTURE_SOCKET_VARIABLE, number, 1);
	setenv("HOME", account->home, 1);
	setenv("USER", account->name, 1);
	setenv("LOGNAME", account->name, 1);
}

/* Of root's open files the server gets its terminal or log, and the socket. */
static void close_others(int socket)
{
	long fd, most = sysconf(_SC_OPEN_MAX);

	if (dup2(socket, SOCKET) < 0)
		give_up("The server cannot have its socket (%s).", strerror(errno));
	if (socket == SOCKET)
		fcntl(SOCKET, F_SETFD, 0);
	/* close_range(2), since Linux 5.9. */
	if (!syscall(436, SOCKET + 1, ~0u, 0))
		return;
	for (fd = SOCKET + 1; fd < most; fd++)
		close(fd);
}

static void become(const struct account *account)
{
	static const char needs[] = "--split takes root with CAP_SETPCAP, CAP_SETUID and CAP_SETGID";

	/* While it is root; the change of the user clears the other sets. */
	empty_bounding_set();
	if (setgroups(0, NULL) || setresgid(account->gid, account->gid, account->gid) ||
	    setresuid(account->uid, account->uid, account->uid))
		give_up("The server cannot become the user %u (%s): %s.", account->uid, strerror(errno), needs);
	drop_capabilities(0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN, 0, 0, 0) || !setuid(0))
		give_up("The privileges of the server cannot be dropped: %s.", needs);
}

static void run_server(char **argv, int socket, const struct account *account)
{
	sigset_t none;

	set_environment(account);
	close_others(socket);
	become(account);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execv(argv[0], argv);
	give_up("The user %s (%u) cannot run %s (%s): put the program where this user can reach it, such as /opt.",
		account->name, account->uid, argv[0], strerror(errno));
}

pid_t start_server(const struct capture *capture, char **argv, int socket, const struct account *account)
{
	pid_t server;

	prepare_state(capture, account);
	server = fork();
	if (server < 0)
		give_up("No process could be made for the server (%s): free some processes.", strerror(errno));
	if (server == 0)
		run_server(argv, socket, account);
	return server;
}
