// Changes its credentials without an exec: see change.h.
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include "change.h"

static int groups(void)
{
	gid_t some[] = { 7, 4294967294U, 12 };

	TRY(setgroups(3, some));
	return 0;
}

static int fs_user(void)
{
	setfsuid(4711);
	return 0;
}

static int fs_group(void)
{
	setfsgid(4712);
	return 0;
}

static int capset_effective(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];

	TRY(syscall(SYS_capget, &header, data));
	data[0].effective &= ~(1u << CAP_KILL);
	data[0].inheritable |= 1u << CAP_CHOWN;
	TRY(syscall(SYS_capset, &header, data));
	return 0;
}

static int ambient(void)
{
	if (capset_effective())
		return 1;
	TRY(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_CHOWN, 0, 0));
	return 0;
}

static int bounding(void)
{
	TRY(prctl(PR_CAPBSET_DROP, CAP_SYS_BOOT, 0, 0, 0));
	return 0;
}

static int no_new_privs(void)
{
	TRY(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	return 0;
}

static int seccomp_filter(void)
{
	struct sock_filter all[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
	struct sock_fprog program = { 1, all };

	TRY(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0));
	return 0;
}

static int loginuid(void)
{
	int file = open("/proc/self/loginuid", O_WRONLY);

	TRY(file);
	TRY(write(file, "4713", 4));
	return 0;
}

static const struct change changes[] = {
	{ "setgroups", groups, NULL },
	{ "setfsuid", fs_user, NULL },
	{ "setfsgid", fs_group, NULL },
	{ "capset", capset_effective, NULL },
	{ "ambient", ambient, NULL },
	{ "bounding", bounding, NULL },
	{ "no_new_privs", no_new_privs, NULL },
	{ "seccomp", seccomp_filter, NULL },
	{ "loginuid", loginuid, NULL },
};

int main(int argc, char **argv)
{
	return run_change(changes, sizeof(changes) / sizeof(changes[0]), argc, argv);
}
