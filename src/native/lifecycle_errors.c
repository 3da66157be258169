// SPDX-License-Identifier: MIT
/*
 * What can be wrong with a machine, each as one sentence: what is missing;
 * what stops working; how to fix it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "lifecycle_internal.h"

#define CAP_SYS_ADMIN 21
#define CAP_SYS_RESOURCE 24
#define CAP_PERFMON 38
#define CAP_BPF 39

#define BTF_FILE "/sys/kernel/btf/vmlinux"
#define TRACEFS "/sys/kernel/tracing"
#define TRACEFS_UNDER_DEBUGFS "/sys/kernel/debug/tracing"
#define LOCKDOWN_FILE "/sys/kernel/security/lockdown"
#define PARANOID_FILE "/proc/sys/kernel/perf_event_paranoid"

/* Of the thread that opens: a failed open has no handle to keep its sentence. */
static __thread char thread_error[SENTENCE_BYTES];

int fail(struct lifecycle *handle, int error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(thread_error, sizeof(thread_error), format, arguments);
	va_end(arguments);
	if (handle)
		memcpy(handle->error, thread_error, sizeof(handle->error));
	return error < 0 ? error : -error;
}

static int32_t copy_text(const char *text, size_t length, uint8_t *buffer, int32_t bytes)
{
	if (!buffer || bytes < 0)
		return -EINVAL;
	if (length > (size_t)bytes)
		length = bytes;
	memcpy(buffer, text, length);
	return length;
}

int32_t lifecycle_last_error(struct lifecycle *handle, uint8_t *buffer, int32_t bytes)
{
	const char *text = handle ? handle->error : thread_error;

	return copy_text(text, strlen(text), buffer, bytes);
}

int32_t lifecycle_compiler(uint8_t *buffer, int32_t bytes)
{
	return copy_text(compiler_of_bytecode(), strlen(compiler_of_bytecode()), buffer, bytes);
}

static bool read_line(const char *path, const char *prefix, char *line, int bytes)
{
	FILE *file = fopen(path, "re");
	bool found = false;

	if (!file)
		return false;
	while (!found && fgets(line, bytes, file))
		found = !strncmp(line, prefix, strlen(prefix));
	fclose(file);
	return found;
}

static uint64_t effective_capabilities(void)
{
	char line[256];

	if (!read_line("/proc/self/status", "CapEff:", line, sizeof(line)))
		return 0;
	return strtoull(line + 7, NULL, 16);
}

bool has_tracing_capabilities(void)
{
	uint64_t held = effective_capabilities();

	return held >> CAP_SYS_ADMIN & 1 || (held >> CAP_BPF & 1 && held >> CAP_PERFMON & 1);
}

/*
 * Debian and Ubuntu patch their kernels: above 2, and theirs is 3 or 4, perf_event_open takes CAP_SYS_ADMIN, and
 * CAP_PERFMON does not help. Upstream no value above 2 has a meaning.
 */
const char *how_to_attach(int error)
{
	static char advice[192];
	char line[32] = "";

	if ((error == -EACCES || error == -EPERM) && !(effective_capabilities() >> CAP_SYS_ADMIN & 1) &&
	    read_line(PARANOID_FILE, "", line, sizeof(line)) && atoi(line) > 2) {
		snprintf(advice, sizeof(advice),
			 "with kernel.perf_event_paranoid = %d this kernel asks for CAP_SYS_ADMIN: run "
			 "sysctl kernel.perf_event_paranoid=2, or add that capability",
			 atoi(line));
		return advice;
	}
	return "run as root, and in a container allow perf_event_open";
}

const char *kernel_release(void)
{
	static struct utsname name;

	if (!name.release[0])
		uname(&name);
	return name.release;
}

/* access() would ask for the real user, and without root forget the capabilities that this process has. */
static bool may(const char *path, int mode)
{
	return !faccessat(AT_FDCWD, path, mode, AT_EACCESS);
}

const char *tracefs_directory(void)
{
	if (may(TRACEFS "/events/sched", F_OK))
		return TRACEFS;
	if (may(TRACEFS_UNDER_DEBUGFS "/events/sched", F_OK))
		return TRACEFS_UNDER_DEBUGFS;
	return NULL;
}

bool tracepoint_exists(const char *category, const char *name)
{
	const char *directory = tracefs_directory();
	char path[256];

	if (!directory)
		return false;
	snprintf(path, sizeof(path), "%s/events/%s/%s/id", directory, category, name);
	return may(path, R_OK);
}

static int check_tracefs(struct lifecycle *handle)
{
	if (tracefs_directory())
		return 0;
	if (!mount("tracefs", TRACEFS, "tracefs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) && tracefs_directory())
		return 0;
	if (may(TRACEFS, F_OK) && !may(TRACEFS, R_OK | X_OK))
		return fail(handle, EACCES,
			    "tracefs at " TRACEFS " may not be read by this user; the exec system calls cannot be traced; "
			    "run as root or add the capability CAP_DAC_READ_SEARCH.");
	return fail(handle, ENOENT,
		    "tracefs is not mounted at " TRACEFS " and could not be mounted (%s); the exec system calls cannot be "
		    "traced; run: sudo mount -t tracefs tracefs " TRACEFS,
		    strerror(errno));
}

int check_machine(struct lifecycle *handle)
{
	int major = 0, minor = 0;

	sscanf(kernel_release(), "%d.%d", &major, &minor);
	if (major < 5 || (major == 5 && minor < 8))
		return fail(handle, EOPNOTSUPP,
			    "Linux %s has no BPF ring buffer; nothing can be traced; boot Linux 5.10 or newer.",
			    kernel_release());
	if (!may(BTF_FILE, R_OK))
		return fail(handle, ENOENT,
			    "This kernel has no type information (" BTF_FILE " is missing); nothing can be traced; boot a "
			    "kernel built with CONFIG_DEBUG_INFO_BTF=y, as Debian 11, Ubuntu 20.10 and later have.");
	if (!has_tracing_capabilities())
		return fail(handle, EPERM,
			    "This process has neither CAP_BPF with CAP_PERFMON nor CAP_SYS_ADMIN; nothing can be traced; "
			    "run it as root, or in a container add both capabilities.");
	return check_tracefs(handle);
}

/* Before 5.11, unless the limit can be raised: libbpf does so by itself with CAP_SYS_RESOURCE. */
static bool counts_maps_as_locked(void)
{
	struct rlimit limit;
	int major = 0, minor = 0;

	sscanf(kernel_release(), "%d.%d", &major, &minor);
	return major == 5 && minor < 11 && !(effective_capabilities() >> CAP_SYS_RESOURCE & 1) &&
	       !getrlimit(RLIMIT_MEMLOCK, &limit) && limit.rlim_cur != RLIM_INFINITY;
}

int fail_to_load(struct lifecycle *handle, int error)
{
	char line[128] = "";

	if (read_line(LOCKDOWN_FILE, "", line, sizeof(line)) && strstr(line, "[confidentiality]"))
		return fail(handle, error,
			    "The kernel is locked down (confidentiality in " LOCKDOWN_FILE "), which forbids BPF to read "
			    "kernel memory; nothing can be traced; boot with lockdown=integrity or none.");
	if (log_verdict()[0])
		return fail(handle, error,
			    "The verifier of Linux %s refused the probe %s, compiled by %s, with \"%s\"; nothing can be "
			    "traced; please report it with the output of dashboard doctor --json.",
			    kernel_release(), log_refused_function(), compiler_of_bytecode(), log_verdict());
	if (error == -EPERM && counts_maps_as_locked())
		return fail(handle, error,
			    "Linux %s counts BPF maps as locked memory, of which this process may have too little; nothing "
			    "can be traced; raise the limit (ulimit -l unlimited, in a service LimitMEMLOCK=infinity, in "
			    "compose ulimits: memlock: -1), or add the capability CAP_SYS_RESOURCE.",
			    kernel_release());
	if (error == -EPERM || error == -EACCES)
		return fail(handle, error,
			    "The kernel refused BPF although the capabilities are there (%s); nothing can be traced; in a "
			    "container allow the bpf and perf_event_open system calls in the seccomp profile.",
			    strerror(-error));
	if (error == -ENOMEM)
		return fail(handle, error,
			    "There is no memory for the BPF maps; nothing can be traced; raise the memory limit of this "
			    "service or choose a smaller ring.");
	return fail(handle, error,
		    "The BPF programs, compiled by %s, could not be loaded on Linux %s (%s%s%s); nothing can be traced; "
		    "please report it with the output of dashboard doctor --json.",
		    compiler_of_bytecode(), kernel_release(), strerror(-error),
		    log_refused_function()[0] ? ", probe " : "", log_refused_function());
}
