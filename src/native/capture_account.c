// SPDX-License-Identifier: MIT
/* As whom the server runs: who called sudo, else the system user "lifecycle", else nobody. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"

/* Where /etc/passwd has none of them. */
#define LAST_RESORT 65534

/* A number below 2^32 - 1, and nothing behind it. */
static bool read_number(const char *text, uint32_t *number)
{
	char *end;
	unsigned long long value;

	if (!text || *text < '0' || *text > '9')
		return false;
	errno = 0;
	value = strtoull(text, &end, 10);
	*number = value;
	return !errno && !*end && value < UINT32_MAX;
}

/*
 * By name, or with NULL by account->uid. Read by hand: the C library would load modules into this process.
 * "name:x:1000:1000:Full Name:/home/name:/bin/bash"
 */
static bool find_account(const char *name, struct account *account)
{
	FILE *file = fopen("/etc/passwd", "re");
	char line[1024];
	bool found = false;

	while (file && !found && fgets(line, sizeof(line), file)) {
		char *rest = line, *fields[6];
		uint32_t uid, gid;
		int i;

		for (i = 0; i < 6; i++)
			fields[i] = strsep(&rest, ":");
		found = fields[5] && read_number(fields[2], &uid) && read_number(fields[3], &gid) &&
			(name ? !strcmp(fields[0], name) : uid == account->uid);
		if (!found)
			continue;
		account->uid = uid;
		account->gid = gid;
		snprintf(account->name, sizeof(account->name), "%s", fields[0]);
		snprintf(account->home, sizeof(account->home), "%s", fields[5]);
	}
	if (file)
		fclose(file);
	return found;
}

void choose_account(struct account *account)
{
	const char *uid = getenv("SUDO_UID"), *gid = getenv("SUDO_GID");
	uint32_t user, group;

	memset(account, 0, sizeof(*account));
	if (uid && strcmp(uid, "0")) {
		if (!read_number(uid, &user) || !read_number(gid, &group) || !group)
			give_up("SUDO_UID and SUDO_GID name no user without privileges: start it with sudo, or take both out of the environment.");
		account->uid = user;
		if (!find_account(NULL, account))
			snprintf(account->home, sizeof(account->home), "/");
		account->gid = group;
		account->called_sudo = true;
		return;
	}
	if (find_account("lifecycle", account) && account->uid && account->gid)
		return;
	if (find_account("nobody", account) && account->uid && account->gid)
		return;
	account->uid = account->gid = LAST_RESORT;
	snprintf(account->name, sizeof(account->name), "nobody");
	snprintf(account->home, sizeof(account->home), "/nonexistent");
}
