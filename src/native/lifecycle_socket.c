// SPDX-License-Identifier: MIT
/* Sockets of whole messages by their path, which .NET cannot make. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "lifecycle_internal.h"

#define QUEUE 8

static int32_t open_socket(const char *path, int (*use)(int, const struct sockaddr *, socklen_t))
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd;

	if (!path)
		return -EINVAL;
	if (strlen(path) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	strcpy(address.sun_path, path);
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (fd >= 0 && use(fd, (struct sockaddr *)&address, sizeof(address))) {
		int error = errno;

		close(fd);
		return -error;
	}
	return fd < 0 ? -errno : fd;
}

int32_t lifecycle_dial(const char *path)
{
	return open_socket(path, connect);
}

int32_t lifecycle_bind(const char *path)
{
	return open_socket(path, bind);
}

int32_t lifecycle_listen(int32_t socket)
{
	return listen(socket, QUEUE) ? -errno : 0;
}
