// SPDX-License-Identifier: MIT
/*
 * lifecycle-capture OPTIONS PERMISSIONS MOUNT PROGRAM [arguments]
 *
 * Starts the server without privileges, loads and attaches the probes meanwhile, drops what it does not need, and answers
 * until the server ends; then it ends with its status. `dashboard serve --split` execs it.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "capture.h"

#define NEXT_PID_FILE "/proc/sys/kernel/ns_last_pid"

/* Room for the largest answer, and what the kernel counts beside it. */
#define SOCKET_BYTES (1 << 20)

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

/*
 * OPTIONS: struct lifecycle_options, two digits a byte. PERMISSIONS: letters, e for environments, l for the lab's next
 * pid and d for a directory of its data. MOUNT: of the hierarchy of cgroups version 1, or nothing. Returns the server's own arguments.
 */
static char **read_arguments(int argc, char **argv, struct capture *capture, struct lifecycle_options *options)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t *bytes = (uint8_t *)options;
	size_t i;

	if (argc < 5 || strlen(argv[1]) != 2 * sizeof(*options) || strspn(argv[1], digits) != strlen(argv[1]) || argv[4][0] != '/')
		give_up("lifecycle-capture is started by dashboard serve --split of the same version, and by nothing else.");
	for (i = 0; i < 2 * sizeof(*options); i++)
		bytes[i / 2] = bytes[i / 2] << 4 | (strchr(digits, argv[1][i]) - digits);
	capture->allows_environment = strchr(argv[2], 'e');
	capture->allows_lab = strchr(argv[2], 'l');
	capture->makes_state = strchr(argv[2], 'd');
	capture->mount_v1 = argv[3][0] ? argv[3] : NULL;
	return argv + 4;
}

/* .NET handles and ignores signals; what is ignored would be inherited. */
static void restore_signals(void)
{
	const unsigned long by_default[4] = { 0 };
	int i;

	for (i = 1; i < NSIG; i++)
		syscall(SYS_rt_sigaction, i, by_default, NULL, NSIG / 8);
}

/* Read from a descriptor, one by one with the questions. */
static int take_signals(void)
{
	sigset_t taken;
	int fd;

	sigemptyset(&taken);
	sigaddset(&taken, SIGTERM);
	sigaddset(&taken, SIGINT);
	sigaddset(&taken, SIGHUP);
	sigaddset(&taken, SIGCHLD);
	sigprocmask(SIG_SETMASK, &taken, NULL);
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

static void begin_capture(struct capture *capture, const struct lifecycle_options *options)
{
	struct capture_hello *hello = &capture->hello;
	int error;

	hello->abi = LIFECYCLE_ABI_VERSION;
	error = lifecycle_open(options, &capture->handle);
	hello->opened_ns = boot_ns();
	if (!error)
		error = lifecycle_attach(capture->handle);
	if (!error)
		error = prepare_snapshot(capture->handle);
	hello->attached_ns = boot_ns();
	if (error) {
		hello->error = error;
		lifecycle_last_error(capture->handle, (uint8_t *)hello->sentence, sizeof(hello->sentence) - 1);
		lifecycle_close(capture->handle);
		capture->handle = NULL;
		return;
	}
	hello->cpus = capture->handle->cpus;
	hello->ring_bytes = capture->handle->ring.bytes;
	/* The server reads it. */
	unmap_ring(capture->handle);
}

static void open_files(struct capture *capture)
{
	capture->mount_v2 = faccessat(AT_FDCWD, "/sys/fs/cgroup/unified/cgroup.procs", F_OK, 0) ? "/sys/fs/cgroup" : "/sys/fs/cgroup/unified";
	capture->cgroups_v2 = open(capture->mount_v2, O_RDONLY | O_CLOEXEC);
	capture->cgroups_v1 = capture->mount_v1 ? open(capture->mount_v1, O_RDONLY | O_CLOEXEC) : -1;
	capture->next_pid = capture->allows_lab ? open(NEXT_PID_FILE, O_WRONLY | O_CLOEXEC) : -1;
}

/* Also for a server that was killed: the shell says 128 and the signal, too. */
static void end_with_server(const struct capture *capture)
{
	int status;

	if (waitpid(capture->server, &status, WNOHANG) == capture->server)
		_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static void take_signal(const struct capture *capture)
{
	struct signalfd_siginfo signal;

	if (read(capture->signals, &signal, sizeof(signal)) != sizeof(signal))
		return;
	end_with_server(capture);
	/* Of a key on the terminal the server knows already. */
	if (signal.ssi_signo != SIGCHLD && signal.ssi_code != SI_KERNEL)
		kill(capture->server, signal.ssi_signo);
}

/* Nothing is traced any more; the server sees that, and goes on with what it has. */
static void end_capture(struct capture *capture)
{
	close(capture->socket);
	capture->socket = -1;
	lifecycle_close(capture->handle);
	capture->handle = NULL;
}

static void serve(struct capture *capture)
{
	for (;;) {
		struct pollfd ready[2] = { { .fd = capture->signals, .events = POLLIN }, { .fd = capture->socket, .events = POLLIN } };

		if (poll(ready, 2, -1) < 0)
			continue;
		if (ready[0].revents)
			take_signal(capture);
		if (ready[1].revents && !answer(capture))
			end_capture(capture);
	}
}

int main(int argc, char **argv)
{
	struct lifecycle_options options = {};
	struct capture capture = {};
	struct account account;
	char **server = read_arguments(argc, argv, &capture, &options);
	int sockets[2], bytes = SOCKET_BYTES;

	if (geteuid())
		give_up("--split takes root, because the server gives its privileges up: run it with sudo, or leave --split out.");
	choose_account(&account);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets))
		give_up("No socket could be made (%s).", strerror(errno));
	capture.socket = sockets[0];
	if (setsockopt(sockets[0], SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof(bytes)))
		setsockopt(sockets[0], SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
	restore_signals();
	capture.signals = take_signals();
	capture.server = server_to_end = start_server(&capture, server, sockets[1], &account);
	close(sockets[1]);
	begin_capture(&capture, &options);
	open_files(&capture);
	confine(&capture);
	serve(&capture);
}
