// A program without a path: its bytes are in memory only (memfd), executed through its descriptor.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	char *args[] = { "from-memory", NULL }, *environment[] = { NULL };
	int from = open("/bin/true", O_RDONLY);
	int memory = memfd_create("program", MFD_CLOEXEC);

	sendfile(memory, from, NULL, 1 << 24);
	syscall(SYS_execveat, memory, "", args, environment, AT_EMPTY_PATH);
	return 127;
}
