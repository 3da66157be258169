// SPDX-License-Identifier: MIT
/*
 * lifecycle-capture START PROGRAM [arguments], by an exec of the dashboard: starts the server without privileges, attaches meanwhile,
 * drops what it does not need, and answers. It ends with the server; given a listener it starts none, and answers those that connect.
 */
#include "capture.h"

#define SOCKET 3                  /* the server's end of the socket */
#define WITHOUT_SERVER_SECONDS 30 /* that the ring is kept for the next server */

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
	size_t i, read = 0;

	if (argc >= 3 && strlen(argv[1]) == 2 * sizeof(*start) && argv[2][0] == '/')
		for (i = 0; i < sizeof(*start); i++)
			read += sscanf(argv[1] + 2 * i, "%2hhx", (uint8_t *)start + i) == 1;
	if (read != sizeof(*start))
		give_up("lifecycle-capture is started by a dashboard of the same version, and by nothing else.");
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

	if (server < 0)
		give_up("No process could be made for the server (%s): free some processes.", strerror(errno));
	if (server)
		return server;
	keep_files(start, socket);
	become(start->uid, start->gid);
	sigprocmask(SIG_SETMASK, &(sigset_t){}, NULL);
	execv(argv[0], argv);
	give_up("The user %u cannot run %s (%s): put the program where this user can reach it, such as /opt.", start->uid, argv[0],
		strerror(errno));
}

/* Read from a descriptor, one by one with the questions. */
static int take_signals(void)
{
	static const int numbers[] = { SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGCHLD, 0 };
	sigset_t taken = {};
	int fd, i;

	for (i = 0; numbers[i]; i++)
		sigaddset(&taken, numbers[i]);
	sigprocmask(SIG_SETMASK, &taken, NULL);
	signal(SIGCHLD, SIG_DFL); /* else children that end would not wait for this process */
	fd = signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		give_up("Signals cannot be read (%s).", strerror(errno));
	return fd;
}

static void begin_capture(struct capture *capture)
{
	struct capture_hello *hello = &capture->hello;

	hello->error = open_programs(&capture->start.options, &capture->handle);
	clock_gettime(CLOCK_BOOTTIME, &hello->opened);
	if (!hello->error)
		hello->error = attach_probes(capture->handle);
	if (!hello->error)
		hello->error = prepare_snapshot(capture->handle);
	clock_gettime(CLOCK_BOOTTIME, &hello->attached);
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
	if (capture->start.listener >= 0)
		_exit(0);
	collect(capture);
	/* Of a key on the terminal the server knows already. */
	if (signal.ssi_signo != SIGCHLD && signal.ssi_code != SI_KERNEL)
		kill(capture->server, signal.ssi_signo);
}

/* Where servers connect, the ring keeps what comes for the next. Else nothing is traced any more; the server sees that, and goes on. */
static void hang_up(struct capture *capture)
{
	close(capture->socket);
	capture->socket = -1;
	if (capture->handle)
		measure(capture->handle, 0);
	if (capture->start.listener < 0) {
		close_programs(capture->handle);
		capture->handle = NULL;
	}
}

/* Only one of the user that it was started for. */
static void take_server(struct capture *capture)
{
	struct ucred server;
	socklen_t bytes = sizeof(server);

	capture->socket = accept4(capture->start.listener, NULL, NULL, SOCK_CLOEXEC);
	if (capture->socket < 0)
		return;
	if (getsockopt(capture->socket, SOL_SOCKET, SO_PEERCRED, &server, &bytes) || server.uid != capture->start.uid)
		hang_up(capture);
	else
		capture->server = server.pid;
}

static void serve(struct capture *capture)
{
	const struct timespec patience = { .tv_sec = WITHOUT_SERVER_SECONDS };

	for (;;) {
		bool waits = capture->socket < 0 && capture->start.listener >= 0;
		struct pollfd ready[2] = { { capture->signals, POLLIN, 0 }, { waits ? capture->start.listener : capture->socket, POLLIN, 0 } };
		int count = ppoll(ready, 2, waits ? &patience : NULL, NULL);

		if (!count)
			give_up("No server has connected for %d s; nothing is traced until one does.", WITHOUT_SERVER_SECONDS);
		if (count > 0 && ready[0].revents)
			take_signal(capture);
		if (count > 0 && ready[1].revents && waits)
			take_server(capture);
		else if (count > 0 && ready[1].revents && !answer(capture))
			hang_up(capture);
	}
}

int main(int argc, char **argv)
{
	struct capture capture = { .hello.abi = LIFECYCLE_ABI_VERSION, .hello.pid = getpid(), .server = getpid(), .socket = -1 };
	int sockets[2];

	read_start(argc, argv, &capture.start);
	capture.signals = take_signals();
	if (capture.start.listener < 0) {
		if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets))
			give_up("No socket could be made (%s).", strerror(errno));
		capture.socket = sockets[0];
		capture.server = server_to_end = start_server(&capture.start, argv + 2, sockets[1]);
		close(sockets[1]);
	}
	begin_capture(&capture);
	confine(&capture);
	serve(&capture);
}
