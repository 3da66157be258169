// Changes one of its own attributes, other than credentials, without an exec: see change.h.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include "change.h"

static char **arguments;
static pthread_t worker;

static void *wait_for_ever(void *unused)
{
	(void)unused;
	pause();
	return NULL;
}

/* Like setproctitle(3bsd): over the arguments and the environment after them. */
static int title_argv(void)
{
	char *end = arguments[2] + strlen(arguments[2]);

	memset(arguments[0], 0, end - arguments[0]);
	strcpy(arguments[0], "changes: \xff worker");
	return 0;
}

/* By the call for restored processes, which needs no capability: changes only the fields of the arguments. */
static int title_mm(void)
{
	char *area = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct prctl_mm_map map = { .exe_fd = -1, .brk = (unsigned long)sbrk(0) };
	FILE *stat = fopen("/proc/self/stat", "r");
	unsigned long fields[52] = { 0 };

	fscanf(stat, "%*d (%*[^)]) %*c");
	for (int i = 4; i < 52; i++)
		fscanf(stat, "%lu", &fields[i]);
	fclose(stat);
	map.start_code = fields[26];
	map.end_code = fields[27];
	map.start_stack = fields[28];
	map.start_data = fields[45];
	map.end_data = fields[46];
	map.start_brk = fields[47];
	map.env_start = fields[50];
	map.env_end = fields[51];
	strcpy(area, "moved title");
	map.arg_start = (unsigned long)area;
	map.arg_end = map.arg_start + strlen(area) + 1;
	TRY(prctl(PR_SET_MM, PR_SET_MM_MAP, &map, sizeof(map), 0));
	return 0;
}

static int thread_name(void)
{
	return pthread_setname_np(worker, "renamed\nworker");
}

static int go_elsewhere(void *unused)
{
	(void)unused;
	return chdir("twin");
}

/* Shares its fs context (CLONE_FS), so chdir changes the directory of both. */
static int chdir_twin(void)
{
	static char stack[65536];
	int status;
	pid_t twin = clone(go_elsewhere, stack + sizeof(stack), CLONE_FS | SIGCHLD, NULL);

	TRY(twin);
	waitpid(twin, &status, 0);
	return 0;
}

static int rename_cwd(void)
{
	TRY(chdir("here"));
	TRY(rename("../here", "../moved"));
	return 0;
}

static int rmdir_cwd(void)
{
	TRY(chdir("here"));
	TRY(rmdir("../here"));
	return 0;
}

static int change_root(void)
{
	TRY(chroot("root"));
	return 0;
}

static int pivot(void)
{
	TRY(unshare(CLONE_NEWNS));
	TRY(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
	TRY(mount("none", "root", "tmpfs", 0, NULL));
	TRY(mkdir("root/old", 0755));
	TRY(syscall(SYS_pivot_root, "root", "root/old"));
	return 0;
}

static int unlink_exe(void)
{
	char path[4096] = "";

	TRY(readlink("/proc/self/exe", path, sizeof(path) - 1));
	TRY(unlink(path));
	return 0;
}

static int nice_self(void)
{
	TRY(setpriority(PRIO_PROCESS, 0, 5));
	return 0;
}

static int nice_by_other(void)
{
	pid_t self = getpid();
	pid_t other = fork();
	int status;

	if (other == 0)
		_exit(setpriority(PRIO_PROCESS, self, 7) != 0);
	waitpid(other, &status, 0);
	errno = EPERM;
	return status == 0 ? 0 : fail("setpriority of another");
}

static int unshare_uts(void)
{
	TRY(unshare(CLONE_NEWUTS));
	return 0;
}

static int unshare_many(void)
{
	TRY(unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWCGROUP));
	return 0;
}

static int unshare_user(void)
{
	TRY(unshare(CLONE_NEWUSER));
	return 0;
}

/* Into a namespace that a child has created, and that has no other process after the child's exit. */
static int setns_child(void)
{
	int ready[2];
	char path[64], byte;
	pid_t child;
	int file;

	TRY(pipe(ready));
	child = fork();
	if (child == 0) {
		byte = unshare(CLONE_NEWUTS) ? 'n' : 'y';
		write(ready[1], &byte, 1);
		pause();
	}
	read(ready[0], &byte, 1);
	snprintf(path, sizeof(path), "/proc/%d/ns/uts", child);
	file = open(path, O_RDONLY);
	TRY(setns(file, CLONE_NEWUTS));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return 0;
}

static int terminal;

static int gain_tty(void)
{
	int master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	int unlocked = 0;

	TRY(master);
	TRY(ioctl(master, TIOCSPTLCK, &unlocked));
	terminal = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY);
	TRY(terminal);
	setsid();
	TRY(ioctl(terminal, TIOCSCTTY, 0));
	return 0;
}

static int lose_tty(void)
{
	signal(SIGHUP, SIG_IGN);
	TRY(ioctl(terminal, TIOCNOTTY));
	return 0;
}

static int environment(void)
{
	memcpy(strstr(getenv("CHANGES_SHOWN"), "before"), "after\0", 6);
	return 0;
}

static int make_directories(void)
{
	mkdir("here", 0755);
	mkdir("twin", 0755);
	mkdir("root", 0755);
	return 0;
}

static int start_worker(void)
{
	return pthread_create(&worker, NULL, wait_for_ever, NULL);
}

static const struct change changes[] = {
	{ "title_argv", title_argv, NULL },
	{ "title_mm", title_mm, NULL },
	{ "thread_name", thread_name, start_worker },
	{ "chdir_twin", chdir_twin, make_directories },
	{ "rename_cwd", rename_cwd, make_directories },
	{ "rmdir_cwd", rmdir_cwd, make_directories },
	{ "chroot", change_root, make_directories },
	{ "pivot_root", pivot, make_directories },
	{ "unlink_exe", unlink_exe, NULL },
	{ "nice", nice_self, NULL },
	{ "nice_by_other", nice_by_other, NULL },
	{ "unshare_uts", unshare_uts, NULL },
	{ "unshare_many", unshare_many, NULL },
	{ "unshare_user", unshare_user, NULL },
	{ "setns", setns_child, NULL },
	{ "gain_tty", gain_tty, NULL },
	{ "lose_tty", lose_tty, gain_tty },
	{ "environment", environment, NULL },
};

int main(int argc, char **argv)
{
	arguments = argv;
	return run_change(changes, sizeof(changes) / sizeof(changes[0]), argc, argv);
}
