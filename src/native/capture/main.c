// SPDX-License-Identifier: MIT
/*
 * lifecycle-capture START PROGRAM [arguments]: starts the server without privileges, attaches the probes meanwhile, drops what it
 * does not need, and answers until the server ends; then it ends with its status. The dashboard execs it when root starts it.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "capture.h"

/* The server's end of the socket. */
#define SOCKET 3

/* Not left alone by a failure here; 0 in the server itself. */
static pid_t server_to_end;

void give_up(const char *format, ...)
{
	char sentence[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	/* Not by stderr of the C library, which static_libraries.c replaces in what is shared with it. */
	dprintf(STDERR_FILENO, "dashboard: %s\n", sentence);
	if (server_to_end)
		kill(server_to_end, SIGTERM);
	_exit(1);
}

static void read_start(int argc, char **argv, struct capture_start *start)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t *bytes = (uint8_t *)start;
	size_t i;

	if (argc < 3 || strlen(argv[1]) != 2 * sizeof(*start) || strspn(argv[1], digits) != strlen(argv[1]) || argv[2][0] != '/')
		give_up("lifecycle-capture is started by a dashboard of the same version, and by nothing else.");
	for (i = 0; i < 2 * sizeof(*start); i++)
		bytes[i / 2] = bytes[i / 2] << 4 | (strchr(digits, argv[1][i]) - digits);
}

/* Of root's open files the server gets its terminal or log, the socket, and what is meant for it. Those have higher numbers. */
static void keep_files(const struct capture_start *start, int socket)
{
	int i, next = SOCKET + 1 + CAPTURE_GIVEN;

	if (socket == SOCKET ? fcntl(SOCKET, F_SETFD, 0) : dup2(socket, SOCKET) < 0)
		give_up("The server cannot have its socket (%s).", strerror(errno));
	for (i = 0; i < CAPTURE_GIVEN; i++)
		if (start->given[i] < 0 || dup2(start->given[i], SOCKET + 1 + i) < 0)
			close(SOCKET + 1 + i);
	if (syscall(__NR_close_range, next, ~0u, 0))
		give_up("Two processes take Linux 5.9 (close_range); --split off keeps one.");
}

static void become(uid_t uid, gid_t gid)
{
	/* The bounding set while it is root; the change of the user clears the others, unless a setting that is inherited forbids that. */
	keep_capabilities(BIT(CAP_SETPCAP) | BIT(CAP_SETUID) | BIT(CAP_SETGID));
	if (setgroups(0, NULL) || setresgid(gid, gid, gid) || setresuid(uid, uid, uid))
		give_up("The server cannot become the user %u (%s); --split off keeps one process.", uid, strerror(errno));
	keep_capabilities(0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN, 0, 0, 0) || !setuid(0))
		give_up("The privileges of the server cannot be dropped; --split off keeps one process.");
}

static pid_t start_server(const struct capture_start *start, char **argv, int socket)
{
	pid_t server = fork();
	sigset_t none;

	if (server < 0)
		give_up("No process could be made for the server (%s): free some processes.", strerror(errno));
	if (server)
		return server;
	keep_files(start, socket);
	become(start->uid, start->gid);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execv(argv[0], argv);
	give_up("The user %u cannot run %s (%s): put the program where this user can reach it, such as /opt.", start->uid, argv[0],
		strerror(errno));
}

/* Read from a descriptor, one by one with the questions. */
static int take_signals(void)
{
	static const int numbers[] = { SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGCHLD, 0 };
	sigset_t taken;
	int fd, i;

	sigemptyset(&taken);
	for (i = 0; numbers[i]; i++)
		sigaddset(&taken, numbers[i]);
	sigprocmask(SIG_SETMASK, &taken, NULL);
	/* Else children that end would not wait for this process. */
	signal(SIGCHLD, SIG_DFL);
	fd = signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		give_up("Signals cannot be read (%s).", strerror(errno));
	return fd;
}

static int64_t boot_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void begin_capture(struct capture *capture)
{
	struct capture_hello *hello = &capture->hello;

	hello->error = open_programs(&capture->start.options, &capture->handle);
	hello->opened_ns = boot_ns();
	if (!hello->error)
		hello->error = attach_probes(capture->handle);
	if (!hello->error)
		hello->error = prepare_snapshot(capture->handle);
	hello->attached_ns = boot_ns();
	if (!hello->error) {
		hello->cpus = capture->handle->cpus;
		hello->ring_bytes = capture->handle->ring.bytes;
		return;
	}
	lifecycle_last_error(capture->handle, (uint8_t *)hello->sentence, sizeof(hello->sentence) - 1);
	close_programs(capture->handle);
	capture->handle = NULL;
}

/* Ends with the server, also with one that was killed: the shell says 128 and the signal, too. The command's end is passed on. */
static void collect(struct capture *capture)
{
	int status;
	pid_t ended;

	while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
		if (ended == capture->server)
			_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
		if (ended != capture->start.command)
			continue;
		capture->start.command = 0;
		(void)!write(capture->start.command_end, &status, sizeof(status));
	}
}

static void take_signal(struct capture *capture)
{
	struct signalfd_siginfo signal;

	if (read(capture->signals, &signal, sizeof(signal)) != sizeof(signal))
		return;
	collect(capture);
	/* Of a key on the terminal the server knows already. */
	if (signal.ssi_signo != SIGCHLD && signal.ssi_code != SI_KERNEL)
		kill(capture->server, signal.ssi_signo);
}

/* Nothing is traced any more; the server sees that, and goes on with what it has. */
static void end_capture(struct capture *capture)
{
	close(capture->socket);
	capture->socket = -1;
	close_programs(capture->handle);
	capture->handle = NULL;
}

static void serve(struct capture *capture)
{
	for (;;) {
		struct pollfd ready[2] = { { .fd = capture->signals, .events = POLLIN }, { .fd = capture->socket, .events = POLLIN } };

		if (ppoll(ready, 2, NULL, NULL) < 0)
			continue;
		if (ready[0].revents)
			take_signal(capture);
		if (ready[1].revents && !answer(capture))
			end_capture(capture);
	}
}

int main(int argc, char **argv)
{
	struct capture capture = { .hello.abi = LIFECYCLE_ABI_VERSION };
	int sockets[2];

	read_start(argc, argv, &capture.start);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets))
		give_up("No socket could be made (%s).", strerror(errno));
	capture.socket = sockets[0];
	capture.signals = take_signals();
	capture.server = server_to_end = start_server(&capture.start, argv + 2, sockets[1]);
	close(sockets[1]);
	begin_capture(&capture);
	confine(&capture);
	serve(&capture);
}
